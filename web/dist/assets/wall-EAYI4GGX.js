import{a as k}from"./chunk-3J6UCOV5.js";import{a as C,b as G,d as M}from"./chunk-PVKQWBFX.js";import{A as _,B as w,C as T,D as b,E as h,I as p,J as t,L as d,M as E,N as F,P as m,Q as x,T as g,a as l,b as r,ca as A,g as q,i as $,n as O,y as S,z as y}from"./chunk-LIXCH6VR.js";import"./chunk-GBA726VR.js";var B=3,H={players:50,teams:20},I=36,P=()=>new URLSearchParams(location.search).has("overlay");function $e(){let{lobby:e,seat:s}=$,n=P()?"overlay":s===null||e===null?"none":D(e);return l`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${t("wallTitle",{code:$.place.code})}</h1>
    ${s===null||e===null?K():J[n](e)} ${n==="overlay"?r:z()}
  </main>`}var D=e=>e.phase==="finished"?"finish":S(e)?"game":"gathering",J={overlay:e=>[L(e),v(e,{columnsOf:b})],gathering:Q,finish:Z,game:e=>l`${X(e)} ${Y(e)} ${L(e)} ${v(e)}`};function K(){return l`<p class="wall-message">${t($.seat===null?"notice.notScreen":"connecting")}</p>`}function Q({code:e,players:s}){let n=s.slice(0,I),i=s.length-n.length,a=C(e);return l`<section class="wall-door">
      <h2>${t("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...e].join(" ")}>${e}</p>
      ${a===null?r:l`<p class="wall-link">${G(a)}</p>`}
    </section>
    ${a===null?l`<p class="warning">${t("onlyHere",{host:location.host})}</p>`:M(a)}
    <section class="wall-guests">
      <h2>${t("players",{count:s.length})}</h2>
      <ul>
        ${p(n,({id:o})=>o,o=>l`<li .style=${m(o.team_id)}>${d(o.name)}</li>`)}
        ${i>0?l`<li>${t("more",{count:i})}</li>`:r}
      </ul>
    </section>`}function X({code:e,question:s,question_value:n}){return l`<header class="wall-top">
    <p class="wall-question">${t("questionNumber",{question:s})}</p>
    ${n>0?l`<p class="wall-value">${n}</p>`:r} ${x()}
    <p class="wall-corner">${F()?t("offline"):e}</p>
  </header>`}function Y(e){let{active_player:s,buzz_queue:n}=e,{verdict:i}=$;if(i!==null){let c=q(i.points);return k(i.event,l`<section class="wall-word" data-kind=${c}><p>${t(i.key,i.values)}</p></section>`)}let a=s??_(e);if(a===void 0){let c=y(e);return l`<section class="wall-word" data-kind=${c}><p>${t(c==="open"?"wallOpen":"wallLocked")}</p></section>`}let o=n.find(({id:c})=>c===a.id),u=s===null?t("wallFirst"):s.out_of_time?t("wallTimeOver"):t("wallAnswers");return k(a.id,l`<section class="wall-word" data-kind=${s?"answering":"first"} .style=${m(o?.team_id)}>
      <p class="wall-label">${u}</p>
      <p .style=${E(a.name)}>${d(a.name)}</p>
    </section>`)}function L({buzz_queue:e}){let s=e.slice(0,B);return l`<ol class="wall-queue" aria-label=${t("queue")} ?data-empty=${s.length===0}>
    ${p(s,({id:n})=>n,n=>l`<li data-state=${n.state} .style=${m(n.team_id)}>
          <span class="rank">${n.position}</span> ${d(n.name)}
          <span class="behind">${A(n)}</span>
        </li>`)}
  </ol>`}function v(e,{from:s=0,columnsOf:n=T}={}){let{kind:i,entries:a}=w(e),o=a.slice(s,H[i]),u=a.length-s-o.length,{columns:c,rows:N}=n(o.length+(u>0?1:0));return l`<ol class="wall-board" data-columns=${c} .style=${`--rows: ${N}; --columns: ${c}`}
    aria-label=${t("scoreboard")}>
    ${p(o,({id:f})=>f,({rank:f,name:R,score:U,colour:V,isHere:W,isActive:j})=>l`<li ?data-active=${j} ?data-gone=${!W} .style=${V}>
          <span class="rank">${f}</span> ${d(R)} <span class="score">${g(U)}</span>
        </li>`)}
    ${u>0?l`<li class="wall-more">${t("more",{count:u})}</li>`:r}
  </ol>`}function Z(e){let{entries:s}=w(e),n=s.slice(0,3);return l`<header class="wall-top"><p class="wall-question">${t("standings")}</p></header>
    <ol class="podium" data-count=${n.length}>
      ${n.map(({name:i,score:a,rank:o,colour:u})=>l`<li data-rank=${o} .style=${u}>
            ${d(i)}
            <p class="podium-step"><span class="rank">${o}</span> <span class="score">${g(a)}</span></p>
          </li>`)}
    </ol>
    ${s.length>n.length?v(e,{from:n.length}):r}`}function z(){let{sound:e}=$.preferences;return l`<div class="wall-tools">
    ${document.fullscreenEnabled?l`<button class="quiet" @click=${ee} aria-label=${t("fullScreen")} title=${t("fullScreen")}>${h("full")}</button>`:r}
    <button class="quiet" @click=${()=>O({sound:!e})} aria-pressed=${e} aria-label=${t("sound")}
      title=${t("sound")}>
      ${h(e?"sound":"silent")}
    </button>
  </div>`}function ee(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}export{$e as wallView};

import{$ as Ht,A as Tt,Aa as O,B as g,Ba as x,C as Lt,Ca as Zt,D as St,Da as R,E as zt,Ea as W,F as At,Fa as M,G as Bt,Ga as K,H as V,Ha as at,I as Ct,Ia as m,J as F,Ja as A,K as It,Ka as it,L as Nt,La as E,M as Vt,Ma as te,Na as ee,Oa as ne,Pa as se,Q as st,Qa as oe,S as Ft,W as jt,X as Dt,a as i,aa as Rt,b as u,ba as L,c as mt,ca as j,d as C,da as v,e as ht,ea as ot,f as $t,fa as Wt,g as gt,ga as b,h as tt,ha as Mt,i as bt,ia as Kt,j as I,ja as Pt,ka as D,l as N,la as s,m as T,ma as Ut,n as r,na as f,o as wt,oa as _,p,pa as Gt,q as yt,qa as S,r as kt,ra as w,s as vt,sa as k,t as _t,ta as z,u as Ot,ua as Jt,v as xt,va as Qt,w as et,wa as Xt,x as Et,xa as Yt,y as qt,ya as y,z as nt,za as H}from"./chunk-2YELXFKY.js";import"./chunk-GBA726VR.js";var lt=null,P=null;function ae(t,e){let n=document.activeElement,o=t.contains(n);e();let a=t.firstElementChild.dataset.view,l=lt!==null&&lt!==a;lt=a;let c=t.querySelector("dialog");l?t.querySelector("[data-focus]").focus():c!==null&&!c.open?(P=n,c.showModal()):o&&(!t.contains(document.activeElement)||n.matches(":disabled"))&&(P?.isConnected?P:t.querySelector("[data-next]")??t.querySelector("[data-focus]")).focus({preventScroll:!0}),c===null&&(P=null)}var Se=4e4,ze=1e4,Ae=25,Be=35e3,Ce=2e3,Ie=2,le=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function re(t,e,{show:n,heard:o,lost:a,signal:l}){let c=new rt(t,e,{show:n,heard:o,signal:l});try{return await c.follow(a),null}catch(d){if(d instanceof C)return d.code;throw d}}var rt=class{#t=0;#e=null;#n=null;constructor(e,n,{show:o,heard:a,signal:l}){Object.assign(this,{path:`/${e}`,token:n,show:o,heard:a,signal:l})}async follow(e){let n=[()=>this.#d(),()=>this.#u(),()=>this.#c()],[o,a,l]=[0,0,0];for(;!this.signal.aborted;){let c=this.#t,{told:d}=await ie(n[o]());if(this.signal.aborted)return;this.#t>c?[a,l]=[0,0]:(await ie(this.#a())).answered?[a,l]=[a+1,0]:(l+=1,e()),a===Ie&&o<n.length-1?[o,a]=[o+1,0]:(o===0||l>0)&&await this.#r(d,l)}}#r(e,n){return tt(e??$t(n),{signal:this.signal,wakeable:e===null})}#s(e,n,o){let{path:a,token:l,signal:c}=this;return bt("GET",a+e,{token:l,signal:c,...n},o)}#o(){this.#t+=1,this.heard()}#i(e){this.#e=e.version,this.show(e),this.#o()}async#l(e){if(e.status===204||e.status===304)return this.#o();let n=await I(e);this.#n=e.headers.get("ETag"),this.#i(n)}#a(){let e=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:e},n=>this.#l(n))}async#c(){await tt(Ce,{signal:this.signal}),await this.#a()}#u(){if(this.#e===null)return this.#a();let e=`?since=${this.#e}&wait=${Ae}`;return this.#s(e,{patience:Be},n=>this.#l(n))}#d(){let e={};return this.#s("/events?roster=changes",{patience:ze},async(n,o)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new ht("no stream");for await(let l of Ve(n.body))if(o(Se),l.name==="lobby"){let c={...e,...JSON.parse(l.data)};e={players:c.players,teams:c.teams},this.#i(c)}else{if(l.name==="end")return Ne(l);this.#o()}return null})}};async function ie(t){try{return{answered:!0,told:await t??null}}catch(e){if(e instanceof C&&le.has(e.code))throw e;return{answered:!1,told:e.retryAfter??null}}}function Ne({data:t}){let{code:e,retry_ms:n}=JSON.parse(t);if(le.has(e))throw new C(e);return n}async function*Ve(t){let e=t.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:o,done:a}=await e.read();if(a)return;let l=(n+o).split(`

`);n=l.pop();for(let c of l)yield Fe(c)}}function Fe(t){let e=n=>t.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:e("event"),data:e("data")}}var je=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function ce(){if(!je.test(location.hostname))return p({origin:location.origin});let t=await fetch("/web/address").then(I).then(({address:e})=>e).catch(()=>null);t!==null&&p({origin:t})}var ue=new WeakMap;function de(t){for(let e of t){let n=ue.get(e),o=De(e);if(n!==void 0&&He(n,o))continue;clearTimeout(n?.timer),e.toggleAttribute("data-fresh",!0);let a=setTimeout(()=>e.toggleAttribute("data-fresh",!1),400);ue.set(e,{...o,timer:a})}}function De(t){let{left:e,top:n,width:o,height:a}=t.getBoundingClientRect();return{is:`${t.closest("[data-about]")?.dataset.about} ${t.textContent}`,left:e+scrollX,top:n+scrollY,width:o,height:a}}var He=(t,e)=>t.is===e.is&&Math.abs(e.left-t.left)<t.width/2&&Math.abs(e.top-t.top)<t.height/2;var ct=null;async function ut(){if(ct===null)try{ct=await import("./host-dialogs-C6EXUQ4A.js"),p({})}catch{r.dialog!==null&&p({dialog:null,notice:{key:"notice.noAnswer"}})}}function pe(){let{lobby:t,place:e,seat:n}=r;return n===null?Ke():i`<main class="console" data-view="host" ?data-begun=${t!==null&&L(t)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>m("invitation")} aria-label=${s("inviteWith",{code:e.code})}>
          ${e.code}
        </button>
      </h1>
      ${t===null?u:i`<p class="bar-line" title=${z(t)}>${z(t)}</p>`}
      <button class="quiet" @click=${Re}>${s("history")}</button>
      <button class="quiet" @click=${()=>m("menu")} aria-label=${s("menu")}>${b("menu")}</button>
    </header>
    ${H()}
    ${t===null?i`<p class="hint">${s("connecting")}</p>`:i`<div class="stage">${Ue(t)} ${R(({id:o})=>m("player",o))}</div>
          ${Ye(t)}`}
    ${We()} ${ct?.hostDialogs()}
  </main>`}function Re(){p({history:null}),m("history")}var We=()=>i`<div class="done-place">${y()} ${Me()}</div>`;function Me(){let{done:t,waiting:e}=r,n=(a,l,c)=>i`<p class="done" data-kind=${a}><span title=${l}>${l}</span> ${c}</p>`;return i`<div role="status">${(()=>{if(e?.isLong&&e.key){let l=s("waits",{what:s(e.key,e.values)});return n("waiting",l,i`<button @click=${e.stop}>${s("takeBack")}</button>`)}if(t===null)return u;let a=i`<button aria-keyshortcuts="u" @click=${U(()=>st(t.event))}>${s("undo")}</button>`;return n("done",s(t.key,t.values),a)})()}</div>`}function Ke(){let{code:t}=r.place;return i`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${s("hosting",{code:t})}</h1></header>
    <section class="card">
      <p>${s("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>g({page:"player",code:t})}>${s("joinLobby",{code:t})}</button>
      <button class="wide quiet-wide" @click=${()=>g({page:"start",code:null})}>${s("startTitle")}</button>
    </section>
    ${x()}
  </main>`}function Pe(){return i`<div class="gathering">
    ${O(s("forgetfulHost"),te(s("copyReopenLink"),zt()))} ${se()}
  </div>`}function Ue(t){if(t.phase==="finished")return Je();let{active_player:e,buzz_queue:n}=t,o=n.find(({id:a})=>a===e?.id)??v(t);return i`<section class="floor game" aria-labelledby="up-title">
    ${o===void 0&&e===null?Qe(t):Xe(t,o)}
    ${L(t)?W(n.filter(a=>a!==o),fe):Pe()}
  </section>`}var Ge=3;function Je(){let{last_event:t,round:e}=r.lobby;return i`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${s("standings")}</h2>
      <div class="up-buttons">
        ${t?.kind==="finish"&&t.undoable?i`<button data-about=${t.id} @click=${U(()=>st(t.id))}>${s("goOn")}</button>`:u}
        <button @click=${()=>m("restart",e)}>${s("restart")}</button>
      </div>
    </div>
    ${K(Ge)}
  </section>`}function Qe(t){let e=j(t);return i`<div class="up" data-kind=${e}>
    <p class="up-label">${s(e==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${s(e==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${k()}
  </div>`}function Xe({active_player:t,buzz_queue:e,window_ends_at:n},o){let a=t?.name??o.name,c=t===null?n===null?"buzzedFirstLabel":"orderOpen":t.out_of_time?"wallTimeOver":"wallAnswers",d=o&&o.position>1&&e.length>1;return i`<div class="up queued" data-kind=${t?"answering":"first"} .style=${w(o?.team_id)}>
    <p class="up-label">${s(c)} ${d?i`<span class="behind">${M(o)}</span>`:u}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${_(a)}>${f(a)}</h2>
    ${k()} ${o?fe(o):u}
  </div>`}var U=t=>({detail:e})=>e>1||t();function fe({id:t,name:e,position:n,state:o}){let{phase:a,window_ends_at:l}=r.lobby;return o!=="waiting"||a==="finished"||l!==null?u:i`<button class="choose" data-about=${t} data-key=${n} @click=${U(()=>Ct({id:t,name:e}))}
    aria-keyshortcuts=${n<=9?n:u} aria-label=${s("confirm",{name:e})}>
    ${s("confirmShort")}
  </button>`}function Ye(t){let{active_player:e,locked:n,phase:o,question_value:a,round:l,settings:c}=t,d=o==="finished",$={about:`${e?.id} ${l}`,disabled:e===null};return i`<section class="moves game" aria-label=${s("moves")}>
    ${tn(t)}
    <div class="move-buttons">
      ${B("right","r",()=>F("plus"),{...$,by:a>0?`+${a}`:""})}
      ${B("wrong","w",()=>F("minus"),{...$,by:a>0&&c.wrong_costs?`−${a}`:""})}
      ${B("skip","s",()=>F("skip"),$)}
      ${B(n?"open":"lock","o",()=>Nt(!n),{about:l,disabled:d})}
      ${B("next","n",It,{about:l,disabled:d})}
    </div>
  </section>`}var Ze={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function B(t,e,n,{about:o,disabled:a,by:l=""}){return i`<button class="move" data-move=${t} data-key=${e} data-about=${o} ?disabled=${a}
    aria-keyshortcuts=${e} @click=${U(n)}>
    ${b(t)} <span>${s(Ze[t])}</span> <span class="by">${l}</span>
  </button>`}function tn({phase:t,question_value:e,settings:n}){let{values:o}=n,a=o.includes(e)?o:[e,...o];return i`<fieldset class="values" ?disabled=${t==="finished"}>
    <legend class="unseen">${s("worth")}</legend>
    ${a.map(l=>i`<label class="segment">
          <input type="radio" name="value" value=${l} .checked=${l===e} @change=${()=>Vt(l)} />
          <span>${l}</span>
        </label>`)}
  </fieldset>`}var en=({code:t,key:e})=>/^[a-z1-9]$/i.test(e)?e.toLowerCase():t.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function me(){addEventListener("keydown",t=>{let e=t.target.closest("input:not([type=radio]), select, textarea, dialog"),n=t.ctrlKey||t.metaKey||t.altKey||t.repeat;if(r.place.page!=="host"||e||n||r.dialog!==null)return;let o=en(t),a=document.querySelector(o==="u"?".done[data-kind=done] button":`.game [data-key="${o}"]`);!a||a.disabled||a.hasAttribute("data-fresh")||(t.preventDefault(),a.click())})}var q=Mt(class extends Kt{constructor(){super(...arguments),this.key=u}render(t,e){return this.key=t,e}update(t,[e,n]){return e!==this.key&&(Pt(t),this.key=e),n}});var he=()=>r.seat===null?nn():on();function nn(){let{code:t}=r.place,{lobby:e,problem:n}=r.preview??{};return i`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${s("joinLobby",{code:t})}</h1>
      <p>${e?s("gameOf",{name:e.host_name}):u}</p>
    </header>
    ${y()} ${O(s("forgetful"))}
    <section class="card">
      ${n?i`<p class="warning" role="alert">${s(Yt(n)?n:"notice.noAnswer")}</p>`:u}
      ${n==="problem.lobby-not-found"?u:sn(e)}
      <button class="wide quiet-wide" @click=${()=>g({page:"start",code:null})}>${s("otherCode")}</button>
    </section>
    ${x()}
  </main>`}function sn(t){let{code:e}=r.place;if(t?.doors==="closed")return i`<p class="warning">${s("problem.doors-closed")}</p>`;let n=t?.team_choice==="players"&&t.teams.length>0;return i`<form @submit=${E(({name:o,team:a})=>Bt(e,o,a||null))}>
    ${A(s("yourName"))} ${n?it(t.teams,null):u}
    <button class="primary wide" ?disabled=${S()}>${s("join")}</button>
    ${t?i`<p class="hint">${s("players",{count:t.players})}</p>`:u}
  </form>`}function on(){let{lobby:t,seat:e,place:n}=r;return i`<main class="player" data-view="player" data-kind=${et(r).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${f(t?.you.name??e.name)}</h1>
      <p class="bar-score"><span class="unseen">${s("points")}: </span>${t?.you.score??u}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>m("menu")} aria-label=${s("menu")}>${b("menu")}</button>
    </header>
    <div class="news">${H()} ${y()} ${t===null?u:an(t)}</div>
    <div class="pad">${un()}</div>
    ${t===null?u:i`<div class="lists">${be(t)}</div>`} ${gn()} ${$n()}
  </main>`}function an(t){let{host:e,phase:n,players:o,you:a}=t,l=o.find(({id:c})=>c===a.id);return i`<p class="news-question" .style=${w(a.team_id)}>
      ${n==="finished"?s("standings"):z(t)} ${ln(a.team_id)} ${k()}
    </p>
    ${rn(l)??i`<p class="news-line">${e.online?cn(t):s("hostAway",{name:e.name})}</p>`}
    <button class="sheet-button" @click=${()=>m("scores")}>
      ${s("rankOf",{rank:l?.rank??1,count:o.length})}
    </button>`}var ln=t=>{let e=r.lobby.teams.find(n=>n.id===t);return e===void 0?u:i`<span class="team-tag">${f(e.name)}</span>`};function rn(t){if(r.verdict===null)return null;let{event:e,points:n}=r.verdict,o=N(n),a={right:s("verdictRight",{points:n}),wrong:s("verdictWrong",{points:-n}),none:s("verdictNone")}[o],l=t===void 0?u:s("rankOf",{rank:t.rank,count:r.lobby.players.length});return q(e,i`<p class="news-line verdict" data-kind=${o}><strong>${a}</strong> ${l}</p>`)}function cn(t){let{active_player:e,you:n}=t;if(e)return e.id===n.id?u:Jt(e);let o=v(t);return o&&o.id!==n.id?s("buzzedFirst",{name:o.name}):u}function un(){let{kind:t,key:e,hint:n,values:o,pressable:a}=et(r),{barred:l,lobby:c}=r;return i`<button
    class="buzzer"
    data-kind=${t}
    data-focus
    aria-disabled=${!a}
    @pointerdown=${pn}
    @click=${mn}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${_(s(e,o))}>${s(e,o)}</span>
    <span class="buzzer-hint">${Xt(n,o)}</span>
    ${t==="ready"?i`<small class="keys-hint">${s("spaceBar")}</small>`:u}
    ${t==="barred"?q(l.until,i`<span class="bar-of-time" .style=${`animation-duration: ${c.settings.false_start_ms}ms`}></span>`):u}
  </button>`}var dn=1e3,G=new Set,$e=-1/0;function pn({button:t,isPrimary:e,pointerId:n}){t===0&&(e&&G.clear(),G.add(n),V())}function fn({pointerId:t,timeStamp:e}){G.delete(t)&&($e=e)}function mn({timeStamp:t}){G.size===0&&t-$e>dn&&V()}function ge(){for(let t of["pointerup","pointercancel"])addEventListener(t,fn);addEventListener("keydown",t=>{let e=t.target.closest(".buzzer")!==null,n=t.target.closest("input, dialog, button:not(.buzzer), a, summary");!(t.code==="Space"?!n:t.key==="Enter"&&e)||r.place.page!=="player"||(t.preventDefault(),t.repeat||V())})}var be=t=>t.phase==="finished"?K():i`${hn(t)} ${R()}`;function hn({buzz_queue:t}){return t.length===0?u:i`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${s("queue")}</h2>
    ${W(t)}
  </section>`}var $n=()=>r.lobby===null?u:at("scores",s("scoreboard"),()=>be(r.lobby));function gn(){let{code:t}=r.place,{settings:e,teams:n,you:o}=r.lobby??{},a=n?.length>0&&e.team_choice==="players",l=async({name:c,team:d})=>{let $={...c!==o.name&&{name:c},...a&&(d||null)!==o.team_id&&{team_id:d||null}};(Object.keys($).length===0||await Ft("me",$))&&p({dialog:null})};return at("menu",s("menu"),()=>i`${y()}
      <form @submit=${E(l)}>
        ${A(s("yourName"),o?.name)} ${a?it(n,o.team_id):u}
        <button class="wide" ?disabled=${S()}>${s("save")}</button>
      </form>
      ${Zt()}
      <button class="wide danger" @click=${()=>confirm(s("leaveQuestion",{code:t}))&&Dt()}>
        ${s("leave")}
      </button>`)}function we(){return i`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${s("slogan")}</p>
    </header>
    ${y()} ${O(s("forgetful"))} ${wn()}
    <div class="choices">
      <section class="card">
        <h2>${s("joinTitle")}</h2>
        <p class="hint">${s("joinIntroduction")}</p>
        <form @submit=${E(({code:t})=>g({page:"player",code:nt(t)}))}>
          <label class="field">
            <span>${s("code")}</span>
            <input
              class="code-input"
              name="code"
              required
              placeholder="····"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby="code-hint"
              @input=${bn}
            />
          </label>
          <p class="hint" id="code-hint">${s("codeHint")}</p>
          <button class="primary wide">${s("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${s("hostTitle")}</h2>
        <p class="hint">${s("hostIntroduction")}</p>
        <form @submit=${E(({name:t})=>At(t))}>
          ${A(s("yourName"))}
          <button class="primary wide" ?disabled=${S()}>${s("openLobby")}</button>
        </form>
      </section>
    </div>
    ${x()}
  </main>`}function bn({target:t}){t.setCustomValidity(nt(t.value)===null?s(Tt(t.value)?"codeLetters":"codeHint"):"")}function wn(){let t=vt();return t.length===0?u:i`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${s("continueTitle")}</h2>
    ${t.map(({page:e,code:n,name:o})=>i`<button class="wide" @click=${()=>g({page:e,code:n})}>
          ${s(e==="host"?"continueHost":"continuePlayer",{code:n,name:o})}
        </button>`)}
  </section>`}var yn=3,J={players:50,teams:20},kn=36,vn=()=>new URLSearchParams(location.search).has("overlay");function ke(){let{lobby:t,seat:e}=r,n=vn()?"overlay":e===null||t===null?"none":_n(t);return i`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${s("wallTitle",{code:r.place.code})}</h1>
    ${e===null||t===null?xn():On[n](t)} ${n==="overlay"?u:Sn()}
  </main>`}var _n=t=>t.phase==="finished"?"finish":L(t)?"game":"gathering",On={overlay:t=>[ye(t),dt(t,J)],gathering:En,finish:Ln,game:t=>i`${qn(t)} ${Tn(t)} ${ye(t)} ${dt(t,J)}`};function xn(){return i`<p class="wall-message">${s(r.seat===null?"notice.notScreen":"connecting")}</p>`}function En({code:t,players:e}){let n=e.slice(0,kn),o=e.length-n.length,a=ee(t);return i`<section class="wall-door">
      <h2>${s("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...t].join(" ")}>${t}</p>
      ${a===null?u:i`<p class="wall-link">${ne(a)}</p>`}
    </section>
    ${a===null?i`<p class="warning">${s("onlyHere",{host:location.host})}</p>`:oe(a)}
    <section class="wall-guests">
      <h2>${s("players",{count:e.length})}</h2>
      <ul>
        ${D(n,({id:l})=>l,l=>i`<li .style=${w(l.team_id)}>${f(l.name)}</li>`)}
        ${o>0?i`<li>${s("more",{count:o})}</li>`:u}
      </ul>
    </section>`}function qn({code:t,question:e,question_value:n}){return i`<header class="wall-top">
    <p class="wall-question">${s("questionNumber",{question:e})}</p>
    ${n>0?i`<p class="wall-value">${n}</p>`:u} ${k()}
    <p class="wall-corner">${Gt()?s("offline"):t}</p>
  </header>`}function Tn(t){let{active_player:e,buzz_queue:n}=t,{verdict:o}=r;if(o!==null){let d=N(o.points);return q(o.event,i`<section class="wall-word" data-kind=${d}><p>${s(o.key,o.values)}</p></section>`)}let a=e??v(t);if(a===void 0){let d=j(t);return i`<section class="wall-word" data-kind=${d}><p>${s(d==="open"?"wallOpen":"wallLocked")}</p></section>`}let l=n.find(({id:d})=>d===a.id),c=e===null?s("wallFirst"):e.out_of_time?s("wallTimeOver"):s("wallAnswers");return q(a.id,i`<section class="wall-word" data-kind=${e?"answering":"first"} .style=${w(l?.team_id)}>
      <p class="wall-label">${c}</p>
      <p .style=${_(a.name)}>${f(a.name)}</p>
    </section>`)}function ye({buzz_queue:t}){let e=t.slice(0,yn);return i`<ol class="wall-queue" aria-label=${s("queue")} ?data-empty=${e.length===0}>
    ${D(e,({id:n})=>n,n=>i`<li data-state=${n.state} .style=${w(n.team_id)}>
          <span class="rank">${n.position}</span> ${f(n.name)}
          <span class="behind">${M(n)}</span>
        </li>`)}
  </ol>`}function dt(t,e,n=0){let{kind:o,entries:a}=ot(t),l=a.slice(n,n+e[o]),c=a.length-n-l.length,{columns:d,rows:$}=Wt(l.length+(c>0?1:0));return i`<ol class="wall-board" data-columns=${d} .style=${`--rows: ${$}; --columns: ${d}`}
    aria-label=${s("scoreboard")}>
    ${D(l,({id:Z})=>Z,({rank:Z,name:xe,score:Ee,colour:qe,isHere:Te,isActive:Le})=>i`<li ?data-active=${Le} ?data-gone=${!Te} .style=${qe}>
          <span class="rank">${Z}</span> ${f(xe)} <span class="score">${Ee}</span>
        </li>`)}
    ${c>0?i`<li class="wall-more">${s("more",{count:c})}</li>`:u}
  </ol>`}function Ln(t){let{kind:e,entries:n}=ot(t),o=n.slice(0,3);return i`<header class="wall-top"><p class="wall-question">${s("standings")}</p></header>
    <ol class="podium" data-count=${o.length}>
      ${o.map(({name:a,score:l,rank:c,colour:d})=>i`<li data-rank=${c} .style=${d}>
            ${f(a)}
            <p class="podium-step"><span>${c}</span> <span class="score">${l}</span></p>
          </li>`)}
    </ol>
    ${n.length>o.length?dt(t,{...J,[e]:J[e]-o.length},o.length):u}`}function Sn(){let{sound:t}=r.preferences;return i`<div class="wall-tools">
    ${document.fullscreenEnabled?i`<button class="quiet" @click=${zn} aria-label=${s("fullScreen")} title=${s("fullScreen")}>${b("full")}</button>`:u}
    <button class="quiet" @click=${()=>kt({sound:!t})} aria-pressed=${t} aria-label=${s("sound")}
      title=${s("sound")}>
      ${b(t?"sound":"silent")}
    </button>
  </div>`}function zn(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var An={start:we,host:pe,player:he,screen:ke},Bn=2e3,X=document.getElementById("app"),ve=document.getElementById("announcer");function _e(){Ut(),ae(X,()=>mt(An[r.place.page](),X)),de(X.querySelectorAll(".game button"));let t=Qt();ve.textContent!==t&&(ve.textContent=t),xt(_e)}var Q=null,Y;async function pt(){Q?.abort(),Q=null;let{seat:t,place:e}=r;if(t===null)return e.page==="player"?Ht():null;Ot(),e.page==="host"&&ut();let{signal:n}=Q=new AbortController,o=c=>{c.you.role===e.page?yt(c):a("not-in-lobby")},a=c=>{n.aborted||(Q.abort(),Rt(c))},l=await re(e.code,t.token,{show:o,heard:Cn,lost:In,signal:n});l!==null&&a(l)}function Cn(){clearTimeout(Y),Y=void 0,r.connection!==T.LIVE&&p({connection:T.LIVE})}function In(){Y??=setTimeout(Oe,Bn)}function Oe(){clearTimeout(Y),r.connection!==T.OFFLINE&&p({connection:T.OFFLINE})}function Nn(){Oe(),pt()}function ft(){gt(),pt()}var Vn=t=>r.dialog?.kind==="history"&&(t.dialog!==r.dialog||t.lobby?.last_event?.id!==r.lobby?.last_event?.id);wt(t=>{(t.place!==r.place||t.seat?.token!==r.seat?.token)&&pt(),t.dialog!==r.dialog&&r.place.page==="host"&&ut(),Vn(t)&&jt(),_e(),qt(t)});addEventListener("online",ft);addEventListener("offline",Nn);addEventListener("pageshow",t=>t.persisted&&ft());document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&ft());await _t();X.replaceChildren();Et();ge();me();St();Lt();ce();

import{$ as Je,A as Be,Aa as x,B as b,Ba as S,C as Fe,Ca as lt,D as Ve,Da as W,E as je,Ea as H,F as Me,Fa as K,G as Re,Ga as rt,H as M,Ha as U,I as De,Ia as pe,J as R,Ja as g,K as Ge,Ka as C,L as Pe,La as fe,M as We,Ma as T,Na as ct,Oa as ut,Pa as dt,Q as ue,Qa as pt,Ra as ft,S as He,W as Ke,X as Ue,a as l,aa as Qe,b as u,ba as z,c as ve,ca as D,d as F,da as O,e as Ee,ea as de,f as _e,fa as Xe,g as Oe,ga as $,h as le,ha as Ye,i as Le,ia as Ze,j as V,ja as et,ka as G,l as j,la as o,m as N,ma as tt,n as r,na as m,o as xe,oa as L,p as f,pa as nt,q as Se,qa as I,r as Te,ra as y,s as qe,sa as E,t as Ne,ta as A,u as ze,ua as st,v as Ie,va as ot,w as re,wa as at,x as Ae,xa as it,y as Ce,ya as k,z as ce,za as P}from"./chunk-FHLDT67O.js";import"./chunk-GBA726VR.js";var me=null,J=null;function mt(e,t){let n=document.activeElement,s=e.contains(n);t();let a=e.firstElementChild.dataset.view,i=me!==null&&me!==a;me=a;let c=e.querySelector("dialog");i?e.querySelector("[data-focus]").focus():c!==null&&!c.open?(J=n,c.showModal()):s&&(!e.contains(document.activeElement)||n.matches(":disabled"))&&(J?.isConnected?J:e.querySelector("[data-next]")??e.querySelector("[data-focus]")).focus({preventScroll:!0}),c===null&&(J=null)}var Vt=4e4,jt=1e4,Mt=25,Rt=35e3,$e=2e3,Dt=2,$t=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function gt(e,t,{show:n,heard:s,lost:a,pace:i,signal:c}){let d=new he(e,t,{show:n,heard:s,pace:i,signal:c});try{return await d.follow(a),null}catch(p){if(p instanceof F)return p.code;throw p}}var he=class{#t=0;#e=null;#n=null;constructor(t,n,{show:s,heard:a,pace:i,signal:c}){Object.assign(this,{path:`/${t}`,token:n,show:s,heard:a,pace:i,signal:c})}async follow(t){let n=[()=>this.#d(),()=>this.#u(),()=>this.#r($e)],[s,a,i]=[0,0,0];for(;!this.signal.aborted;){let[c,d]=[this.#t,this.pace()],{told:p}=await ht(d===null?n[s]():this.#r(d));if(this.signal.aborted)return;this.#t>c?[a,i]=[0,0]:(await ht(this.#a())).answered?[a,i]=[d===null?a+1:a,0]:(i+=1,t()),a===Dt&&s<n.length-1?[s,a]=[s+1,0]:(s===0&&d===null||i>0)&&await this.#c(p,i)}}#c(t,n){return le(t??_e(n),{signal:this.signal,wakeable:t===null})}#s(t,n,s){let{path:a,token:i,signal:c}=this;return Le("GET",a+t,{token:i,signal:c,...n},s)}#o(){this.#t+=1,this.heard()}#i(t){this.#e=t.version,this.show(t),this.#o()}async#l(t){if(t.status===204||t.status===304)return this.#o();let n=await V(t);this.#n=t.headers.get("ETag"),this.#i(n)}#a(){let t=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:t},n=>this.#l(n))}async#r(t){this.#e!==null&&await le(t,{signal:this.signal}),await this.#a()}#u(){if(this.#e===null)return this.#a();let t=`?since=${this.#e}&wait=${Mt}`;return this.#s(t,{patience:Rt},n=>this.#l(n))}#d(){let t={};return this.#s("/events?roster=changes",{patience:jt},async(n,s)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new Ee("no stream");for await(let i of Pt(n.body))if(s(Vt),i.name==="lobby"){let c={...t,...JSON.parse(i.data)};t={players:c.players,teams:c.teams},this.#i(c)}else{if(i.name==="end")return Gt(i);this.#o()}return null})}};async function ht(e){try{return{answered:!0,told:await e??null}}catch(t){if(t instanceof F&&$t.has(t.code))throw t;return{answered:!1,told:t.retryAfter??null}}}function Gt({data:e}){let{code:t,retry_ms:n}=JSON.parse(e);if($t.has(t))throw new F(t);return n}async function*Pt(e){let t=e.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:s,done:a}=await t.read();if(a)return;let i=(n+s).split(`

`);n=i.pop();for(let c of i)yield Wt(c)}}function Wt(e){let t=n=>e.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:t("event"),data:t("data")}}var Ht=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function wt(){if(!Ht.test(location.hostname))return f({origin:location.origin});let e=await fetch("/web/address").then(V).then(({address:t})=>t).catch(()=>null);e!==null&&f({origin:e})}var bt=new WeakMap;function yt(e){for(let t of e){let n=bt.get(t),s=Kt(t);if(n!==void 0&&Ut(n,s))continue;clearTimeout(n?.timer),t.toggleAttribute("data-fresh",!0);let a=setTimeout(()=>t.toggleAttribute("data-fresh",!1),400);bt.set(t,{...s,timer:a})}}function Kt(e){let{left:t,top:n,width:s,height:a}=e.getBoundingClientRect();return{is:`${e.closest("[data-about]")?.dataset.about} ${e.textContent}`,left:t+scrollX,top:n+scrollY,width:s,height:a}}var Ut=(e,t)=>e.is===t.is&&Math.abs(t.left-e.left)<e.width/2&&Math.abs(t.top-e.top)<e.height/2;var Q=new BroadcastChannel("panenka.room"),ge=()=>!/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol),kt=()=>ge()&&Q.postMessage({kind:"room"}),vt=e=>Q.addEventListener("message",({data:t})=>t.kind==="room"&&e());function Et(e){let t={isMine:!ge(),isKnown:!ge()};if(t.isMine)return t;let n=`${Date.now()} ${Math.random()}`,s=new Map,a=w=>Q.postMessage({kind:w,page:n}),i=()=>{let w=performance.now()-6e3,v=[...s].filter(([ae,ie])=>ae<n&&ie>w);Object.assign(t,{isMine:v.length<4,isKnown:!0})},c=({data:{kind:w,page:v}})=>{v!==void 0&&(w==="gone"?s.delete(v):s.set(v,performance.now()),w==="new"&&a("here"),t.isKnown&&i())};Q.addEventListener("message",c,{signal:e}),a("new");let d=setTimeout(i,300),p=setInterval(()=>(a("here"),i()),2e3),_=()=>{clearTimeout(d),clearInterval(p),a("gone")};return e.addEventListener("abort",_),addEventListener("pagehide",_,{signal:e}),t}var we=null;async function be(){if(we===null)try{we=await import("./host-dialogs-BFIQEYTY.js"),f({})}catch{r.dialog!==null&&f({dialog:null,notice:{key:"notice.noAnswer"}})}}function _t(){let{lobby:e,place:t,seat:n}=r;return n===null?Yt():l`<main class="console" data-view="host" ?data-begun=${e!==null&&z(e)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>g("invitation")} aria-label=${o("inviteWith",{code:t.code})}>
          ${t.code}
        </button>
      </h1>
      ${e===null?u:l`<p class="bar-line" title=${A(e)}>${A(e)}</p>`}
      <button class="quiet with-icon" @click=${Jt} aria-label=${o("history")}>
        ${$("history")} <span>${o("history")}</span>
      </button>
      <button class="quiet" @click=${()=>g("menu")} aria-label=${o("menu")}>${$("menu")}</button>
    </header>
    ${P()}
    ${e===null?l`<p class="hint">${o("connecting")}</p>`:l`<div class="stage">${en(e)} ${W(({id:s})=>g("player",s))}</div>
          ${an(e)}`}
    ${Qt()} ${we?.hostDialogs()}
  </main>`}function Jt(){f({history:null}),g("history")}var Qt=()=>l`<div class="done-place">${k()} ${Xt()}</div>`;function Xt(){let{done:e,waiting:t}=r,n=(a,i,c)=>l`<p class="done" data-kind=${a}><span title=${i}>${i}</span> ${c}</p>`;return l`<div role="status">${(()=>{if(t?.isLong&&t.key){let i=o("waits",{what:o(t.key,t.values)});return n("waiting",i,l`<button @click=${t.stop}>${o("takeBack")}</button>`)}if(e===null)return u;let a=l`<button aria-keyshortcuts="u" @click=${X(()=>ue(e.event))}>${o("undo")}</button>`;return n("done",o(e.key,e.values),a)})()}</div>`}function Yt(){let{code:e}=r.place;return l`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${o("hosting",{code:e})}</h1></header>
    <section class="card">
      <p>${o("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>b({page:"player",code:e})}>${o("joinLobby",{code:e})}</button>
      <button class="wide quiet-wide" @click=${()=>b({page:"start",code:null})}>${o("startTitle")}</button>
    </section>
    ${S()}
  </main>`}function Zt(){return l`<div class="gathering">
    ${x(o("forgetfulHost"),ct(o("copyReopenLink"),je()))} ${pt()}
  </div>`}function en(e){if(e.phase==="finished")return nn();let{active_player:t,buzz_queue:n}=e,s=n.find(({id:a})=>a===t?.id)??O(e);return l`<section class="floor game" aria-labelledby="up-title">
    ${s===void 0&&t===null?sn(e):on(e,s)}
    ${z(e)?H(n.filter(a=>a!==s),Ot):Zt()}
  </section>`}var tn=3;function nn(){let{last_event:e,round:t}=r.lobby;return l`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${o("standings")}</h2>
      <div class="up-buttons">
        ${e?.kind==="finish"&&e.undoable?l`<button data-about=${e.id} @click=${X(()=>ue(e.id))}>${o("goOn")}</button>`:u}
        <button @click=${()=>g("restart",t)}>${o("restart")}</button>
      </div>
    </div>
    ${U(tn)}
  </section>`}function sn(e){let t=D(e);return l`<div class="up" data-kind=${t}>
    <p class="up-label">${o(t==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${o(t==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${E()}
  </div>`}function on({active_player:e,buzz_queue:t,window_ends_at:n},s){let a=e?.name??s.name,c=e===null?n===null?"buzzedFirstLabel":"orderOpen":e.out_of_time?"wallTimeOver":"wallAnswers",d=s&&s.position>1&&t.length>1;return l`<div class="up queued" data-kind=${e?"answering":"first"} .style=${y(s?.team_id)}>
    <p class="up-label">${o(c)} ${d?l`<span class="behind">${K(s)}</span>`:u}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${L(a)}>${m(a)}</h2>
    ${s?l`<p class="behind">${rt(s)}</p>`:u} ${E()} ${s?Ot(s):u}
  </div>`}var X=e=>({detail:t})=>t>1||e();function Ot({id:e,name:t,position:n,state:s}){let{phase:a,window_ends_at:i}=r.lobby;return s!=="waiting"||a==="finished"||i!==null?u:l`<button class="choose" data-about=${e} data-key=${n} @click=${X(()=>De({id:e,name:t}))}
    aria-keyshortcuts=${n<=9?n:u} aria-label=${o("confirm",{name:t})}>
    ${o("confirmShort")}
  </button>`}function an(e){let{active_player:t,locked:n,phase:s,question_value:a,round:i,settings:c}=e,d=s==="finished",p={about:`${t?.id} ${i}`,disabled:t===null};return l`<section class="moves game" aria-label=${o("moves")}>
    ${rn(e)}
    <div class="move-buttons">
      ${B("right","r",()=>R("plus"),{...p,by:a>0?`+${a}`:""})}
      ${B("wrong","w",()=>R("minus"),{...p,by:a>0&&c.wrong_costs?`−${a}`:""})}
      ${B("skip","s",()=>R("skip"),p)}
      ${B(n?"open":"lock","o",()=>Pe(!n),{about:i,disabled:d})}
      ${B("next","n",Ge,{about:i,disabled:d})}
    </div>
  </section>`}var ln={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function B(e,t,n,{about:s,disabled:a,by:i=""}){return l`<button class="move" data-move=${e} data-key=${t} data-about=${s} ?disabled=${a}
    aria-keyshortcuts=${t} @click=${X(n)}>
    ${$(e)} <span>${o(ln[e])}</span> <span class="by">${i}</span>
  </button>`}function rn({phase:e,question_value:t,settings:n}){let{values:s}=n,a=s.includes(t)?s:[t,...s];return l`<fieldset class="values" ?disabled=${e==="finished"}>
    <legend class="unseen">${o("worth")}</legend>
    ${a.map(i=>l`<label class="segment">
          <input type="radio" name="value" value=${i} .checked=${i===t} @change=${()=>We(i)} />
          <span>${i}</span>
        </label>`)}
  </fieldset>`}var cn=({code:e,key:t})=>/^[a-z1-9]$/i.test(t)?t.toLowerCase():e.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function Lt(){addEventListener("keydown",e=>{let t=e.target.closest("input:not([type=radio]), select, textarea, dialog"),n=e.ctrlKey||e.metaKey||e.altKey||e.repeat;if(r.place.page!=="host"||t||n||r.dialog!==null)return;let s=cn(e),a=document.querySelector(s==="u"?".done[data-kind=done] button":`.game [data-key="${s}"]`);!a||a.disabled||a.hasAttribute("data-fresh")||(e.preventDefault(),a.click())})}var q=Ye(class extends Ze{constructor(){super(...arguments),this.key=u}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(et(e),this.key=t),n}});var xt=()=>r.seat===null?un():pn();function un(){let{code:e}=r.place,{lobby:t,problem:n}=r.preview??{};return l`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${o("joinLobby",{code:e})}</h1>
      <p>${t?o("gameOf",{name:t.host_name}):u}</p>
    </header>
    ${k()} ${x(o("forgetful"))}
    <section class="card">
      ${n?l`<p class="warning" role="alert">${o(it(n)?n:"notice.noAnswer")}</p>`:u}
      ${n==="problem.lobby-not-found"?u:dn(t)}
      <button class="wide quiet-wide" @click=${()=>b({page:"start",code:null})}>${o("otherCode")}</button>
    </section>
    ${S()}
  </main>`}function dn(e){let{code:t}=r.place;if(e?.doors==="closed")return l`<p class="warning">${o("problem.doors-closed")}</p>`;let n=e?.team_choice==="players"&&e.teams.length>0;return l`<form @submit=${T(({name:s,team:a})=>Re(t,s,a||null))}>
    ${C(o("yourName"))} ${n?fe(e.teams,null):u}
    <button class="primary wide" ?disabled=${I()}>${o("join")}</button>
    ${e?l`<p class="hint">${o("players",{count:e.players})}</p>`:u}
  </form>`}function pn(){let{lobby:e,seat:t,place:n}=r;return l`<main class="player" data-view="player" data-kind=${re(r).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${m(e?.you.name??t.name)}</h1>
      <p class="bar-score"><span class="unseen">${o("points")}: </span>${e?.you.score??u}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>g("menu")} aria-label=${o("menu")}>${$("menu")}</button>
    </header>
    <div class="news">${P()} ${k()} ${e===null?u:fn(e)}</div>
    <div class="pad">${gn()}</div>
    ${e===null?u:l`<div class="lists">${qt(e)}</div>`} ${_n()} ${En()}
  </main>`}function fn(e){let{host:t,phase:n,players:s,you:a}=e,i=s.find(({id:c})=>c===a.id);return l`<p class="news-question" .style=${y(a.team_id)}>
      ${n==="finished"?o("standings"):A(e)} ${mn(a.team_id)} ${E()}
    </p>
    ${hn(i)??l`<p class="news-line">${t.online?$n(e):o("hostAway",{name:t.name})}</p>`}
    <button class="sheet-button" @click=${()=>g("scores")}>
      ${o("rankOf",{rank:i?.rank??1,count:s.length})}
    </button>`}var mn=e=>{let t=r.lobby.teams.find(n=>n.id===e);return t===void 0?u:l`<span class="team-tag">${m(t.name)}</span>`};function hn(e){if(r.verdict===null)return null;let{event:t,points:n}=r.verdict,s=j(n),a={right:o("verdictRight",{points:n}),wrong:o("verdictWrong",{points:-n}),none:o("verdictNone")}[s],i=e===void 0?u:o("rankOf",{rank:e.rank,count:r.lobby.players.length});return q(t,l`<p class="news-line verdict" data-kind=${s}><strong>${a}</strong> ${i}</p>`)}function $n(e){let{active_player:t,you:n}=e;if(t)return t.id===n.id?u:st(t);let s=O(e);return s&&s.id!==n.id?o("buzzedFirst",{name:s.name}):u}function gn(){let{kind:e,key:t,hint:n,values:s,pressable:a}=re(r),{barred:i,lobby:c}=r;return l`<button
    class="buzzer"
    data-kind=${e}
    data-focus
    aria-disabled=${!a}
    @pointerdown=${bn}
    @click=${kn}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${L(o(t,s))}>${o(t,s)}</span>
    <span class="buzzer-hint">${at(n,s)}</span>
    ${e==="ready"?l`<small class="keys-hint">${o("spaceBar")}</small>`:u}
    ${e==="barred"?q(i.until,l`<span class="bar-of-time" .style=${`animation-duration: ${c.settings.false_start_ms}ms`}></span>`):u}
  </button>`}var wn=1e3,Y=new Set,St=-1/0;function bn({button:e,isPrimary:t,pointerId:n}){e===0&&(t&&Y.clear(),Y.add(n),M())}function yn({pointerId:e,timeStamp:t}){Y.delete(e)&&(St=t)}function kn({timeStamp:e}){Y.size===0&&e-St>wn&&M()}function Tt(){for(let e of["pointerup","pointercancel"])addEventListener(e,yn);addEventListener("keydown",e=>{let t=e.target.closest(".buzzer")!==null,n=e.target.closest("input, dialog, button:not(.buzzer), a, summary");!(e.code==="Space"?!n:e.key==="Enter"&&t)||r.place.page!=="player"||(e.preventDefault(),e.repeat||M())})}var qt=e=>e.phase==="finished"?U():l`${vn(e)} ${W()}`;function vn({buzz_queue:e}){return e.length===0?u:l`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${o("queue")}</h2>
    ${H(e)}
  </section>`}var En=()=>r.lobby===null?u:pe("scores",o("scoreboard"),()=>qt(r.lobby));function _n(){let{code:e}=r.place,{settings:t,teams:n,you:s}=r.lobby??{},a=n?.length>0&&t.team_choice==="players",i=async({name:c,team:d})=>{let p={...c!==s.name&&{name:c},...a&&(d||null)!==s.team_id&&{team_id:d||null}};(Object.keys(p).length===0||await He("me",p))&&f({dialog:null})};return pe("menu",o("menu"),()=>l`${k()}
      <form @submit=${T(i)}>
        ${C(o("yourName"),s?.name)} ${a?fe(n,s.team_id):u}
        <button class="wide" ?disabled=${I()}>${o("save")}</button>
      </form>
      ${lt()}
      <button class="wide danger" @click=${()=>confirm(o("leaveQuestion",{code:e}))&&Ue()}>
        ${o("leave")}
      </button>`)}function Nt(){return l`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${o("slogan")}</p>
    </header>
    ${k()} ${x(o("forgetful"))} ${Ln()}
    <div class="choices">
      <section class="card">
        <h2>${o("joinTitle")}</h2>
        <p class="hint">${o("joinIntroduction")}</p>
        <form @submit=${T(({code:e})=>b({page:"player",code:ce(e)}))}>
          <label class="field">
            <span>${o("code")}</span>
            <input
              class="code-input"
              name="code"
              required
              placeholder="····"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby="code-hint"
              @input=${On}
            />
          </label>
          <p class="hint" id="code-hint">${o("codeHint")}</p>
          <button class="primary wide">${o("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${o("hostTitle")}</h2>
        <p class="hint">${o("hostIntroduction")}</p>
        <form @submit=${T(({name:e})=>Me(e))}>
          ${C(o("yourName"))}
          <button class="primary wide" ?disabled=${I()}>${o("openLobby")}</button>
        </form>
      </section>
    </div>
    ${S()}
  </main>`}function On({target:e}){e.setCustomValidity(ce(e.value)===null?o(Be(e.value)?"codeLetters":"codeHint"):"")}function Ln(){let e=qe();return e.length===0?u:l`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${o("continueTitle")}</h2>
    ${e.map(({page:t,code:n,name:s})=>l`<button class="wide" @click=${()=>b({page:t,code:n})}>
          ${o(t==="host"?"continueHost":"continuePlayer",{code:n,name:s})}
        </button>`)}
  </section>`}var xn=3,Z={players:50,teams:20},Sn=36,Tn=()=>new URLSearchParams(location.search).has("overlay");function It(){let{lobby:e,seat:t}=r,n=Tn()?"overlay":t===null||e===null?"none":qn(e);return l`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${o("wallTitle",{code:r.place.code})}</h1>
    ${t===null||e===null?zn():Nn[n](e)} ${n==="overlay"?u:Fn()}
  </main>`}var qn=e=>e.phase==="finished"?"finish":z(e)?"game":"gathering",Nn={overlay:e=>[zt(e),ye(e,Z)],gathering:In,finish:Bn,game:e=>l`${An(e)} ${Cn(e)} ${zt(e)} ${ye(e,Z)}`};function zn(){return l`<p class="wall-message">${o(r.seat===null?"notice.notScreen":"connecting")}</p>`}function In({code:e,players:t}){let n=t.slice(0,Sn),s=t.length-n.length,a=ut(e);return l`<section class="wall-door">
      <h2>${o("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...e].join(" ")}>${e}</p>
      ${a===null?u:l`<p class="wall-link">${dt(a)}</p>`}
    </section>
    ${a===null?l`<p class="warning">${o("onlyHere",{host:location.host})}</p>`:ft(a)}
    <section class="wall-guests">
      <h2>${o("players",{count:t.length})}</h2>
      <ul>
        ${G(n,({id:i})=>i,i=>l`<li .style=${y(i.team_id)}>${m(i.name)}</li>`)}
        ${s>0?l`<li>${o("more",{count:s})}</li>`:u}
      </ul>
    </section>`}function An({code:e,question:t,question_value:n}){return l`<header class="wall-top">
    <p class="wall-question">${o("questionNumber",{question:t})}</p>
    ${n>0?l`<p class="wall-value">${n}</p>`:u} ${E()}
    <p class="wall-corner">${nt()?o("offline"):e}</p>
  </header>`}function Cn(e){let{active_player:t,buzz_queue:n}=e,{verdict:s}=r;if(s!==null){let d=j(s.points);return q(s.event,l`<section class="wall-word" data-kind=${d}><p>${o(s.key,s.values)}</p></section>`)}let a=t??O(e);if(a===void 0){let d=D(e);return l`<section class="wall-word" data-kind=${d}><p>${o(d==="open"?"wallOpen":"wallLocked")}</p></section>`}let i=n.find(({id:d})=>d===a.id),c=t===null?o("wallFirst"):t.out_of_time?o("wallTimeOver"):o("wallAnswers");return q(a.id,l`<section class="wall-word" data-kind=${t?"answering":"first"} .style=${y(i?.team_id)}>
      <p class="wall-label">${c}</p>
      <p .style=${L(a.name)}>${m(a.name)}</p>
    </section>`)}function zt({buzz_queue:e}){let t=e.slice(0,xn);return l`<ol class="wall-queue" aria-label=${o("queue")} ?data-empty=${t.length===0}>
    ${G(t,({id:n})=>n,n=>l`<li data-state=${n.state} .style=${y(n.team_id)}>
          <span class="rank">${n.position}</span> ${m(n.name)}
          <span class="behind">${K(n)}</span>
        </li>`)}
  </ol>`}function ye(e,t,n=0){let{kind:s,entries:a}=de(e),i=a.slice(n,n+t[s]),c=a.length-n-i.length,{columns:d,rows:p}=Xe(i.length+(c>0?1:0));return l`<ol class="wall-board" data-columns=${d} .style=${`--rows: ${p}; --columns: ${d}`}
    aria-label=${o("scoreboard")}>
    ${G(i,({id:_})=>_,({rank:_,name:w,score:v,colour:ae,isHere:ie,isActive:Ft})=>l`<li ?data-active=${Ft} ?data-gone=${!ie} .style=${ae}>
          <span class="rank">${_}</span> ${m(w)} <span class="score">${v}</span>
        </li>`)}
    ${c>0?l`<li class="wall-more">${o("more",{count:c})}</li>`:u}
  </ol>`}function Bn(e){let{kind:t,entries:n}=de(e),s=n.slice(0,3);return l`<header class="wall-top"><p class="wall-question">${o("standings")}</p></header>
    <ol class="podium" data-count=${s.length}>
      ${s.map(({name:a,score:i,rank:c,colour:d})=>l`<li data-rank=${c} .style=${d}>
            ${m(a)}
            <p class="podium-step"><span>${c}</span> <span class="score">${i}</span></p>
          </li>`)}
    </ol>
    ${n.length>s.length?ye(e,{...Z,[t]:Z[t]-s.length},s.length):u}`}function Fn(){let{sound:e}=r.preferences;return l`<div class="wall-tools">
    ${document.fullscreenEnabled?l`<button class="quiet" @click=${Vn} aria-label=${o("fullScreen")} title=${o("fullScreen")}>${$("full")}</button>`:u}
    <button class="quiet" @click=${()=>Te({sound:!e})} aria-pressed=${e} aria-label=${o("sound")}
      title=${o("sound")}>
      ${$(e?"sound":"silent")}
    </button>
  </div>`}function Vn(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var jn={start:Nt,host:_t,player:xt,screen:It},Mn=2e3,Rn=55e3,Dn=100,te=document.getElementById("app"),At=document.getElementById("announcer");function Ct(){tt(),mt(te,()=>ve(jn[r.place.page](),te)),yt(te.querySelectorAll(".game button"));let e=ot();At.textContent!==e&&(At.textContent=e),Ie(Ct)}var ee=null,ne,se=!1;async function oe(){ee?.abort(),ee=null;let{seat:e,place:t}=r;if(e===null)return t.page==="player"?Je():null;let{signal:n}=ee=new AbortController,s=se?()=>Rn:Gn(n);t.page==="host"&&be();let a=d=>{d.you.role===t.page?Se(d):i("not-in-lobby")},i=d=>{n.aborted||(ee.abort(),Qe(d))},c=await gt(t.code,e.token,{show:a,heard:Wn,lost:Hn,pace:s,signal:n});c!==null&&i(c)}function Gn(e){ze(),kt();let t=Et(e);return()=>t.isMine?null:t.isKnown?$e:Dn}function Pn(){document.visibilityState==="visible"||r.place.page==="screen"||se||(se=!0,oe())}function Wn(){clearTimeout(ne),ne=void 0,r.connection!==N.LIVE&&f({connection:N.LIVE})}function Hn(){ne??=setTimeout(Bt,Mn)}function Bt(){clearTimeout(ne),r.connection!==N.OFFLINE&&f({connection:N.OFFLINE})}function Kn(){Bt(),oe()}function ke(){se=!1,Oe(),oe()}var Un=e=>r.dialog?.kind==="history"&&(e.dialog!==r.dialog||e.lobby?.last_event?.id!==r.lobby?.last_event?.id);xe(e=>{(e.place!==r.place||e.seat?.token!==r.seat?.token)&&oe(),e.dialog!==r.dialog&&r.place.page==="host"&&be(),Un(e)&&Ke(),Ct(),Ce(e)});addEventListener("online",ke);addEventListener("offline",Kn);addEventListener("pageshow",e=>e.persisted&&ke());vt(Pn);document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&ke());await Ne();te.replaceChildren();Ae();Tt();Lt();Ve();Fe();wt();

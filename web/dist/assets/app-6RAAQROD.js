import{$ as Qt,A as Ft,Aa as W,B as y,Ba as x,C as Vt,Ca as S,D as Mt,Da as re,E as jt,Ea as H,F as Rt,Fa as K,G as Dt,Ga as U,H as R,Ha as ce,I as Gt,Ia as J,J as D,Ja as mt,K as Pt,Ka as w,L as Wt,La as B,M as Ht,Ma as ht,Na as T,Oa as ue,Pa as de,Q as pt,Qa as pe,Ra as fe,S as Kt,Sa as me,W as Ut,X as Jt,a as l,aa as Xt,b as u,ba as z,c as _t,ca as G,d as V,da as O,e as Ot,ea as ft,f as Lt,fa as Yt,g as xt,ga as g,h as rt,ha as Zt,i as St,ia as te,j as M,ja as ee,ka as P,l as j,la as o,m as N,ma as ne,n as c,na as h,o as Tt,oa as L,p as m,pa as se,q as qt,qa as I,r as Nt,ra as k,s as zt,sa as _,t as It,ta as A,u as ct,ua as oe,v as At,va as C,w as ut,wa as ae,x as Ct,xa as ie,y as Bt,ya as le,z as dt,za as v}from"./chunk-ZWOKG3CQ.js";import"./chunk-GBA726VR.js";var $t=null,Q=null;function he(t,e){let n=document.activeElement,s=t.contains(n);e();let a=t.firstElementChild.dataset.view,i=$t!==null&&$t!==a;$t=a;let r=t.querySelector("dialog");i?t.querySelector("[data-focus]").focus():r!==null&&!r.open?(Q=n,r.showModal()):s&&(!t.contains(document.activeElement)||n.matches(":disabled"))&&(Q?.isConnected?Q:t.querySelector("[data-next]")??t.querySelector("[data-focus]")).focus({preventScroll:!0}),r===null&&(Q=null)}var Me=4e4,je=1e4,Re=25,De=35e3,wt=2e3,Ge=2,ge=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function we(t,e,{show:n,heard:s,broken:a,lost:i,pace:r,signal:d}){let p=new gt(t,e,{show:n,heard:s,pace:r,signal:d});try{return await p.follow({broken:a,lost:i}),null}catch(f){if(f instanceof V)return f.code;throw f}}var gt=class{#e=0;#t=null;#n=null;constructor(e,n,{show:s,heard:a,pace:i,signal:r}){Object.assign(this,{path:`/${e}`,token:n,show:s,heard:a,pace:i,signal:r})}async follow({broken:e,lost:n}){let s=[()=>this.#d(),()=>this.#u(),()=>this.#r(wt)],[a,i,r]=[0,0,0];for(;!this.signal.aborted;){let[d,p]=[this.#e,this.pace()],{told:f}=await $e(p===null?s[a]():this.#r(p));if(this.signal.aborted)return;this.#e>d?([i,r]=[0,0],a===0&&p===null&&f===null&&e()):(await $e(this.#a())).answered?[i,r]=[p===null?i+1:i,0]:(r+=1,n()),i===Ge&&a<s.length-1?[a,i]=[a+1,0]:(a===0&&p===null||r>0)&&await this.#c(f,r)}}#c(e,n){return rt(e??Lt(n),{signal:this.signal,wakeable:e===null})}#s(e,n,s){let{path:a,token:i,signal:r}=this;return St("GET",a+e,{token:i,signal:r,...n},s)}#o(){this.#e+=1,this.heard()}#i(e){this.#t=e.version,this.show(e),this.#o()}async#l(e){if(e.status===204||e.status===304)return this.#o();let n=await M(e);this.#n=e.headers.get("ETag"),this.#i(n)}#a(){let e=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:e},n=>this.#l(n))}async#r(e){this.#t!==null&&await rt(e,{signal:this.signal}),await this.#a()}#u(){if(this.#t===null)return this.#a();let e=`?since=${this.#t}&wait=${Re}`;return this.#s(e,{patience:De},n=>this.#l(n))}#d(){let e={};return this.#s("/events?roster=changes",{patience:je},async(n,s)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new Ot("no stream");for await(let i of We(n.body))if(s(Me),i.name==="lobby"){let r={...e,...JSON.parse(i.data)};e={players:r.players,teams:r.teams},this.#i(r)}else{if(i.name==="end")return Pe(i);this.#o()}return null})}};async function $e(t){try{return{answered:!0,told:await t??null}}catch(e){if(e instanceof V&&ge.has(e.code))throw e;return{answered:!1,told:e.retryAfter??null}}}function Pe({data:t}){let{code:e,retry_ms:n}=JSON.parse(t);if(ge.has(e))throw new V(e);return n}async function*We(t){let e=t.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:s,done:a}=await e.read();if(a)return;let i=(n+s).split(`

`);n=i.pop();for(let r of i)yield He(r)}}function He(t){let e=n=>t.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:e("event"),data:e("data")}}var Ke=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function be(){if(!Ke.test(location.hostname))return m({origin:location.origin});let t=await fetch("/web/address").then(M).then(({address:e})=>e).catch(()=>null);t!==null&&m({origin:t})}var ye=new WeakMap;function ke(t){for(let e of t){let n=ye.get(e),s=Ue(e);if(n!==void 0&&Je(n,s))continue;clearTimeout(n?.timer),e.toggleAttribute("data-fresh",!0);let a=setTimeout(()=>e.toggleAttribute("data-fresh",!1),400);ye.set(e,{...s,timer:a})}}function Ue(t){let{left:e,top:n,width:s,height:a}=t.getBoundingClientRect();return{is:`${t.closest("[data-about]")?.dataset.about} ${t.textContent}`,left:e+scrollX,top:n+scrollY,width:s,height:a}}var Je=(t,e)=>t.is===e.is&&Math.abs(e.left-t.left)<t.width/2&&Math.abs(e.top-t.top)<t.height/2;var X=new BroadcastChannel("panenka.room"),bt=()=>!/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol),ve=()=>bt()&&X.postMessage({kind:"room"}),Ee=t=>X.addEventListener("message",({data:e})=>e.kind==="room"&&t());function _e(t){let e={isMine:!bt(),isKnown:!bt()};if(e.isMine)return e;let n=`${Date.now()} ${Math.random()}`,s=new Map,a=b=>X.postMessage({kind:b,page:n}),i=()=>{let b=performance.now()-6e3,E=[...s].filter(([it,lt])=>it<n&&lt>b);Object.assign(e,{isMine:E.length<4,isKnown:!0})},r=({data:{kind:b,page:E}})=>{E!==void 0&&(b==="gone"?s.delete(E):s.set(E,performance.now()),b==="new"&&a("here"),e.isKnown&&i())};X.addEventListener("message",r,{signal:t}),a("new");let d=setTimeout(i,300),p=setInterval(()=>(a("here"),i()),2e3),f=()=>{clearTimeout(d),clearInterval(p),a("gone")};return t.addEventListener("abort",f),addEventListener("pagehide",f,{signal:t}),e}var yt=null;async function kt(){if(yt===null)try{yt=await import("./host-dialogs-HN3DBZVQ.js"),m({})}catch{c.dialog!==null&&m({dialog:null,notice:{key:"notice.noAnswer"}})}}function Oe(){let{lobby:t,place:e,seat:n}=c;return n===null?Ye():l`<main class="console" data-view="host" ?data-begun=${t!==null&&z(t)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>w("invitation")} aria-label=${o("inviteWith",{code:e.code})}>
          ${e.code}
        </button>
      </h1>
      ${t===null?u:l`<p class="bar-line" title=${A(t)}>${A(t)}</p>`}
      <button class="quiet with-icon" @click=${Qe} aria-label=${o("history")}>
        ${g("history")} <span>${o("history")}</span>
      </button>
      <button class="quiet" @click=${()=>w("menu")} aria-label=${o("menu")}>${g("menu")}</button>
    </header>
    ${W()}
    ${t===null?l`<p class="hint">${o("connecting")}</p>`:l`<div class="stage">${tn(t)} ${H(({id:s})=>w("player",s))}</div>`}
    <div class="said">${v()} ${Xe()}</div>
    ${t===null?u:an(t)} ${yt?.hostDialogs()}
  </main>`}function Qe(){m({history:null}),w("history")}function Xe(){let{done:t,waiting:e}=c,n=(a,i,r)=>l`<p class="done" data-kind=${a}><span title=${i}>${i}</span> ${r}</p>`;return l`<div role="status">${(()=>{if(e?.isLong&&e.key){let i=o("waits",{what:o(e.key,e.values)});return n("waiting",i,l`<button @click=${e.stop}>${o("takeBack")}</button>`)}if(t===null)return u;let a=l`<button aria-keyshortcuts="u" @click=${Y(()=>pt(t.event))}>${o("undo")}</button>`;return n("done",o(t.key,t.values),a)})()}</div>`}function Ye(){let{code:t}=c.place;return l`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${o("hosting",{code:t})}</h1></header>
    <section class="card">
      <p>${o("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>y({page:"player",code:t})}>${o("joinLobby",{code:t})}</button>
      <button class="wide quiet-wide" @click=${()=>y({page:"start",code:null})}>${o("startTitle")}</button>
    </section>
    ${S()}
  </main>`}function Ze(){return l`<div class="gathering">
    ${x(o("forgetfulHost"),ue(o("copyReopenLink"),jt()))} ${fe()}
  </div>`}function tn(t){if(t.phase==="finished")return nn();let{active_player:e,buzz_queue:n}=t,s=n.find(({id:a})=>a===e?.id)??O(t);return l`<section class="floor game" aria-labelledby="up-title">
    ${s===void 0&&e===null?sn(t):on(t,s)}
    ${z(t)?K(n.filter(a=>a!==s),Le):Ze()}
  </section>`}var en=3;function nn(){let{last_event:t,round:e}=c.lobby;return l`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${o("standings")}</h2>
      <div class="up-buttons">
        ${t?.kind==="finish"&&t.undoable?l`<button data-about=${t.id} @click=${Y(()=>pt(t.id))}>${o("goOn")}</button>`:u}
        <button @click=${()=>w("restart",e)}>${o("restart")}</button>
      </div>
    </div>
    ${J(en)}
  </section>`}function sn(t){let e=G(t);return l`<div class="up" data-kind=${e}>
    <p class="up-label">${o(e==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${o(e==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${_()}
  </div>`}function on({active_player:t,buzz_queue:e,window_ends_at:n},s){let a=t?.name??s.name,r=t===null?n===null?"buzzedFirstLabel":"orderOpen":t.out_of_time?"wallTimeOver":"wallAnswers",d=s&&s.position>1&&e.length>1;return l`<div class="up queued" data-kind=${t?"answering":"first"} .style=${k(s?.team_id)}>
    <p class="up-label">${o(r)} ${d?l`<span class="behind">${U(s)}</span>`:u}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${L(a)}>${h(a)}</h2>
    ${s?l`<p class="behind">${ce(s)}</p>`:u} ${_()} ${s?Le(s):u}
  </div>`}var Y=t=>({detail:e})=>e>1||t();function Le({id:t,name:e,position:n,state:s}){let{phase:a,window_ends_at:i}=c.lobby;return s!=="waiting"||a==="finished"||i!==null?u:l`<button class="choose" data-about=${t} data-key=${n} @click=${Y(()=>Gt({id:t,name:e}))}
    aria-keyshortcuts=${n<=9?n:u} aria-label=${o("confirm",{name:e})}>
    ${o("confirmShort")}
  </button>`}function an(t){let{active_player:e,locked:n,phase:s,question_value:a,round:i,settings:r}=t,d=s==="finished",p={about:`${e?.id} ${i}`,disabled:e===null};return l`<section class="moves game" aria-label=${o("moves")}>
    ${rn(t)}
    <div class="move-buttons">
      ${F("right","r",()=>D("plus"),{...p,by:a>0?`+${a}`:""})}
      ${F("wrong","w",()=>D("minus"),{...p,by:a>0&&r.wrong_costs?`−${a}`:""})}
      ${F("skip","s",()=>D("skip"),p)}
      ${F(n?"open":"lock","o",()=>Wt(!n),{about:i,disabled:d})}
      ${F("next","n",Pt,{about:i,disabled:d})}
    </div>
  </section>`}var ln={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function F(t,e,n,{about:s,disabled:a,by:i=""}){return l`<button class="move" data-move=${t} data-key=${e} data-about=${s} ?disabled=${a}
    aria-keyshortcuts=${e} @click=${Y(n)}>
    ${g(t)} <span>${o(ln[t])}</span> <span class="by">${i}</span>
  </button>`}function rn({phase:t,question_value:e,settings:n}){let{values:s}=n,a=s.includes(e)?s:[e,...s];return l`<fieldset class="values" ?disabled=${t==="finished"}>
    <legend class="unseen">${o("worth")}</legend>
    ${a.map(i=>l`<label class="segment">
          <input type="radio" name="value" value=${i} .checked=${i===e} @change=${()=>Ht(i)} />
          <span>${i}</span>
        </label>`)}
  </fieldset>`}var cn=({code:t,key:e})=>/^[a-z1-9]$/i.test(e)?e.toLowerCase():t.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function xe(){addEventListener("keydown",t=>{let e=t.target.closest("input:not([type=radio]), select, textarea, dialog"),n=t.ctrlKey||t.metaKey||t.altKey||t.repeat;if(c.place.page!=="host"||e||n||c.dialog!==null)return;let s=cn(t),a=document.querySelector(s==="u"?".done[data-kind=done] button":`.game [data-key="${s}"]`);!a||a.disabled||a.hasAttribute("data-fresh")||(t.preventDefault(),a.click())})}var q=Zt(class extends te{constructor(){super(...arguments),this.key=u}render(t,e){return this.key=t,e}update(t,[e,n]){return e!==this.key&&(ee(t),this.key=e),n}});var Se=()=>c.seat===null?un():pn();function un(){let{code:t}=c.place,{lobby:e,problem:n}=c.preview??{};return l`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${o("joinLobby",{code:t})}</h1>
      <p>${e?o("gameOf",{name:e.host_name}):u}</p>
    </header>
    ${v()} ${x(o("forgetful"))}
    <section class="card">
      ${n?l`<p class="warning" role="alert">${o(le(n)?n:"notice.noAnswer")}</p>`:u}
      ${n==="problem.lobby-not-found"?u:dn(e)}
      <button class="wide quiet-wide" @click=${()=>y({page:"start",code:null})}>${o("otherCode")}</button>
    </section>
    ${S()}
  </main>`}function dn(t){let{code:e}=c.place;if(t?.doors==="closed")return l`<p class="warning">${o("problem.doors-closed")}</p>`;let n=t?.team_choice==="players"&&t.teams.length>0;return l`<form @submit=${T(({name:s,team:a})=>Dt(e,s,a||null))}>
    ${B(o("yourName"))} ${n?ht(t.teams,null):u}
    <button class="primary wide" ?disabled=${I()}>${o("join")}</button>
    ${t?l`<p class="hint">${o("players",{count:t.players})}</p>`:u}
  </form>`}function pn(){let{lobby:t,seat:e,place:n}=c;return l`<main class="player" data-view="player" data-kind=${ut(c).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${h(t?.you.name??e.name)}</h1>
      <p class="bar-score"><span class="unseen">${o("points")}: </span>${t===null?u:C(t.you.score)}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>w("menu")} aria-label=${o("menu")}>${g("menu")}</button>
    </header>
    <div class="news">${W()} ${v()} ${t===null?u:fn(t)}</div>
    <div class="pad">${gn()}</div>
    ${t===null?u:l`<div class="lists">${Ne(t)}</div>`} ${_n()} ${En()}
  </main>`}function fn(t){let{host:e,phase:n,players:s,you:a}=t,i=s.find(({id:r})=>r===a.id);return l`<p class="news-question" .style=${k(a.team_id)}>
      ${n==="finished"?o("standings"):A(t)} ${mn(a.team_id)} ${_()}
    </p>
    ${hn(i)??l`<p class="news-line">${e.online?$n(t):o("hostAway",{name:e.name})}</p>`}
    <button class="sheet-button" @click=${()=>w("scores")}>
      ${o("rankOf",{rank:i?.rank??1,count:s.length})}
    </button>`}var mn=t=>{let e=c.lobby.teams.find(n=>n.id===t);return e===void 0?u:l`<span class="team-tag">${h(e.name)}</span>`};function hn(t){if(c.verdict===null)return null;let{event:e,points:n}=c.verdict,s=j(n),a={right:o("verdictRight",{points:n}),wrong:o("verdictWrong",{points:-n}),none:o("verdictNone")}[s],i=t===void 0?u:o("rankOf",{rank:t.rank,count:c.lobby.players.length});return q(e,l`<p class="news-line verdict" data-kind=${s}><strong>${a}</strong> ${i}</p>`)}function $n(t){let{active_player:e,you:n}=t;if(e)return e.id===n.id?u:oe(e);let s=O(t);return s&&s.id!==n.id?o("buzzedFirst",{name:s.name}):u}function gn(){let{kind:t,key:e,hint:n,values:s,pressable:a}=ut(c),{barred:i,lobby:r}=c;return l`<button
    class="buzzer"
    data-kind=${t}
    data-focus
    aria-disabled=${!a}
    @pointerdown=${bn}
    @click=${kn}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${L(o(e,s))}>${o(e,s)}</span>
    <span class="buzzer-hint">${ie(n,s)}</span>
    ${t==="ready"?l`<small class="keys-hint">${o("spaceBar")}</small>`:u}
    ${t==="barred"?q(i.until,l`<span class="bar-of-time" .style=${`animation-duration: ${r.settings.false_start_ms}ms`}></span>`):u}
  </button>`}var wn=1e3,Z=new Set,Te=-1/0;function bn({button:t,isPrimary:e,pointerId:n}){t===0&&(e&&Z.clear(),Z.add(n),R())}function yn({pointerId:t,timeStamp:e}){Z.delete(t)&&(Te=e)}function kn({timeStamp:t}){Z.size===0&&t-Te>wn&&R()}function qe(){for(let t of["pointerup","pointercancel"])addEventListener(t,yn);addEventListener("keydown",t=>{let e=t.target.closest(".buzzer")!==null,n=t.target.closest("input, dialog, button:not(.buzzer), a, summary");!(t.code==="Space"?!n:t.key==="Enter"&&e)||c.place.page!=="player"||(t.preventDefault(),t.repeat||R())})}var Ne=t=>t.phase==="finished"?J():l`${vn(t)} ${H()}`;function vn({buzz_queue:t}){return t.length===0?u:l`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${o("queue")}</h2>
    ${K(t)}
  </section>`}var En=()=>c.lobby===null?u:mt("scores",o("scoreboard"),()=>Ne(c.lobby));function _n(){let{code:t}=c.place,{settings:e,teams:n,you:s}=c.lobby??{},a=n?.length>0&&e.team_choice==="players",i=async({name:r,team:d})=>{let p={...r!==s.name&&{name:r},...a&&(d||null)!==s.team_id&&{team_id:d||null}};(Object.keys(p).length===0||await Kt("me",p))&&m({dialog:null})};return mt("menu",o("menu"),()=>l`${v()}
      <form @submit=${T(i)}>
        ${B(o("yourName"),s?.name)} ${a?ht(n,s.team_id):u}
        <button class="wide" ?disabled=${I()}>${o("save")}</button>
      </form>
      ${re()}
      <button class="wide danger" @click=${()=>confirm(o("leaveQuestion",{code:t}))&&Jt()}>
        ${o("leave")}
      </button>`)}function ze(){return l`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${o("slogan")}</p>
    </header>
    ${v()} ${x(o("forgetful"))} ${Ln()}
    <div class="choices">
      <section class="card">
        <h2>${o("joinTitle")}</h2>
        <p class="hint">${o("joinIntroduction")}</p>
        <form @submit=${T(({code:t})=>y({page:"player",code:dt(t)}))}>
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
        <form @submit=${T(({name:t})=>Rt(t))}>
          ${B(o("yourName"))}
          <button class="primary wide" ?disabled=${I()}>${o("openLobby")}</button>
        </form>
      </section>
    </div>
    ${S()}
  </main>`}function On({target:t}){t.setCustomValidity(dt(t.value)===null?o(Ft(t.value)?"codeLetters":"codeHint"):"")}function Ln(){let t=zt();return t.length===0?u:l`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${o("continueTitle")}</h2>
    ${t.map(({page:e,code:n,name:s})=>l`<button class="wide" @click=${()=>y({page:e,code:n})}>
          ${o(e==="host"?"continueHost":"continuePlayer",{code:n,name:s})}
        </button>`)}
  </section>`}var xn=3,tt={players:50,teams:20},Sn=36,Tn=()=>new URLSearchParams(location.search).has("overlay");function Ae(){let{lobby:t,seat:e}=c,n=Tn()?"overlay":e===null||t===null?"none":qn(t);return l`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${o("wallTitle",{code:c.place.code})}</h1>
    ${e===null||t===null?zn():Nn[n](t)} ${n==="overlay"?u:Fn()}
  </main>`}var qn=t=>t.phase==="finished"?"finish":z(t)?"game":"gathering",Nn={overlay:t=>[Ie(t),vt(t,tt)],gathering:In,finish:Bn,game:t=>l`${An(t)} ${Cn(t)} ${Ie(t)} ${vt(t,tt)}`};function zn(){return l`<p class="wall-message">${o(c.seat===null?"notice.notScreen":"connecting")}</p>`}function In({code:t,players:e}){let n=e.slice(0,Sn),s=e.length-n.length,a=de(t);return l`<section class="wall-door">
      <h2>${o("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...t].join(" ")}>${t}</p>
      ${a===null?u:l`<p class="wall-link">${pe(a)}</p>`}
    </section>
    ${a===null?l`<p class="warning">${o("onlyHere",{host:location.host})}</p>`:me(a)}
    <section class="wall-guests">
      <h2>${o("players",{count:e.length})}</h2>
      <ul>
        ${P(n,({id:i})=>i,i=>l`<li .style=${k(i.team_id)}>${h(i.name)}</li>`)}
        ${s>0?l`<li>${o("more",{count:s})}</li>`:u}
      </ul>
    </section>`}function An({code:t,question:e,question_value:n}){return l`<header class="wall-top">
    <p class="wall-question">${o("questionNumber",{question:e})}</p>
    ${n>0?l`<p class="wall-value">${n}</p>`:u} ${_()}
    <p class="wall-corner">${se()?o("offline"):t}</p>
  </header>`}function Cn(t){let{active_player:e,buzz_queue:n}=t,{verdict:s}=c;if(s!==null){let d=j(s.points);return q(s.event,l`<section class="wall-word" data-kind=${d}><p>${o(s.key,s.values)}</p></section>`)}let a=e??O(t);if(a===void 0){let d=G(t);return l`<section class="wall-word" data-kind=${d}><p>${o(d==="open"?"wallOpen":"wallLocked")}</p></section>`}let i=n.find(({id:d})=>d===a.id),r=e===null?o("wallFirst"):e.out_of_time?o("wallTimeOver"):o("wallAnswers");return q(a.id,l`<section class="wall-word" data-kind=${e?"answering":"first"} .style=${k(i?.team_id)}>
      <p class="wall-label">${r}</p>
      <p .style=${L(a.name)}>${h(a.name)}</p>
    </section>`)}function Ie({buzz_queue:t}){let e=t.slice(0,xn);return l`<ol class="wall-queue" aria-label=${o("queue")} ?data-empty=${e.length===0}>
    ${P(e,({id:n})=>n,n=>l`<li data-state=${n.state} .style=${k(n.team_id)}>
          <span class="rank">${n.position}</span> ${h(n.name)}
          <span class="behind">${U(n)}</span>
        </li>`)}
  </ol>`}function vt(t,e,n=0){let{kind:s,entries:a}=ft(t),i=a.slice(n,n+e[s]),r=a.length-n-i.length,{columns:d,rows:p}=Yt(i.length+(r>0?1:0));return l`<ol class="wall-board" data-columns=${d} .style=${`--rows: ${p}; --columns: ${d}`}
    aria-label=${o("scoreboard")}>
    ${P(i,({id:f})=>f,({rank:f,name:b,score:E,colour:it,isHere:lt,isActive:Ve})=>l`<li ?data-active=${Ve} ?data-gone=${!lt} .style=${it}>
          <span class="rank">${f}</span> ${h(b)} <span class="score">${C(E)}</span>
        </li>`)}
    ${r>0?l`<li class="wall-more">${o("more",{count:r})}</li>`:u}
  </ol>`}function Bn(t){let{kind:e,entries:n}=ft(t),s=n.slice(0,3);return l`<header class="wall-top"><p class="wall-question">${o("standings")}</p></header>
    <ol class="podium" data-count=${s.length}>
      ${s.map(({name:a,score:i,rank:r,colour:d})=>l`<li data-rank=${r} .style=${d}>
            ${h(a)}
            <p class="podium-step"><span>${r}</span> <span class="score">${C(i)}</span></p>
          </li>`)}
    </ol>
    ${n.length>s.length?vt(t,{...tt,[e]:tt[e]-s.length},s.length):u}`}function Fn(){let{sound:t}=c.preferences;return l`<div class="wall-tools">
    ${document.fullscreenEnabled?l`<button class="quiet" @click=${Vn} aria-label=${o("fullScreen")} title=${o("fullScreen")}>${g("full")}</button>`:u}
    <button class="quiet" @click=${()=>Nt({sound:!t})} aria-pressed=${t} aria-label=${o("sound")}
      title=${o("sound")}>
      ${g(t?"sound":"silent")}
    </button>
  </div>`}function Vn(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var Mn={start:ze,host:Oe,player:Se,screen:Ae},jn=2e3,Rn=55e3,Dn=100,nt=document.getElementById("app"),Ce=document.getElementById("announcer");function Be(){ne(),he(nt,()=>_t(Mn[c.place.page](),nt)),ke(nt.querySelectorAll(".game button"));let t=ae();Ce.textContent!==t&&(Ce.textContent=t),At(Be)}var et=null,st,ot=!1;async function at(){et?.abort(),et=null;let{seat:t,place:e}=c;if(t===null)return e.page==="player"?Qt():null;let{signal:n}=et=new AbortController,s=ot?()=>Rn:Gn(n);e.page==="host"&&kt();let a=d=>{d.you.role===e.page?qt(d):i("not-in-lobby")},i=d=>{n.aborted||(et.abort(),Xt(d))},r=await we(e.code,t.token,{show:a,heard:Wn,broken:ct,lost:Hn,pace:s,signal:n});r!==null&&i(r)}function Gn(t){ct(),ve();let e=_e(t);return()=>e.isMine?null:e.isKnown?wt:Dn}function Pn(){document.visibilityState==="visible"||c.place.page==="screen"||ot||(ot=!0,at())}function Wn(){clearTimeout(st),st=void 0,c.connection!==N.LIVE&&m({connection:N.LIVE})}function Hn(){st??=setTimeout(Fe,jn)}function Fe(){clearTimeout(st),c.connection!==N.OFFLINE&&m({connection:N.OFFLINE})}function Kn(){Fe(),at()}function Et(){ot=!1,xt(),at()}var Un=t=>c.dialog?.kind==="history"&&(t.dialog!==c.dialog||t.lobby?.last_event?.id!==c.lobby?.last_event?.id);Tt(t=>{(t.place!==c.place||t.seat?.token!==c.seat?.token)&&at(),t.dialog!==c.dialog&&c.place.page==="host"&&kt(),Un(t)&&Ut(),Be(),Bt(t)});addEventListener("online",Et);addEventListener("offline",Kn);addEventListener("pageshow",t=>t.persisted&&Et());Ee(Pn);document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&Et());await It();nt.replaceChildren();Ct();qe();xe();Mt();Vt();be();

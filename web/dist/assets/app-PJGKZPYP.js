import{$ as Jt,A as Bt,Aa as v,B as y,Ba as W,C as Ft,Ca as x,D as Vt,Da as S,E as Mt,Ea as re,F as jt,Fa as H,G as Rt,Ga as K,H as R,Ha as U,I as Dt,Ia as ce,J as D,Ja as J,K as Gt,Ka as ft,L as Pt,La as w,M as Wt,Ma as B,Na as mt,Oa as T,Pa as ue,Q as dt,Qa as de,Ra as pe,S as Ht,Sa as fe,Ta as me,W as Kt,X as Ut,a as l,aa as Qt,b as u,ba as z,c as Et,ca as G,d as V,da as O,e as _t,ea as pt,f as Ot,fa as Xt,g as Lt,ga as Yt,h as lt,ha as g,i as xt,ia as Zt,j as M,ja as te,ka as ee,l as j,la as P,m as N,ma as s,n as c,na as ne,o as St,oa as h,p as m,pa as L,q as Tt,qa as se,r as qt,ra as I,s as Nt,sa as k,t as zt,ta as _,u as rt,ua as A,v as It,va as oe,w as ct,wa as C,x as At,xa as ae,y as Ct,ya as ie,z as ut,za as le}from"./chunk-TKGZOWWR.js";import"./chunk-GBA726VR.js";var ht=null,Q=null;function he(t,e){let n=document.activeElement,o=t.contains(n);e();let a=t.firstElementChild.dataset.view,i=ht!==null&&ht!==a;ht=a;let r=t.querySelector("dialog");i?t.querySelector("[data-focus]").focus():r!==null&&!r.open?(Q=n,r.showModal()):o&&(!t.contains(document.activeElement)||n.matches(":disabled"))&&(Q?.isConnected?Q:t.querySelector("[data-next]")??t.querySelector("[data-focus]")).focus({preventScroll:!0}),r===null&&(Q=null)}var Me=4e4,je=1e4,Re=25,De=35e3,gt=2e3,Ge=2,ge=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function we(t,e,{show:n,heard:o,broken:a,lost:i,pace:r,signal:d}){let p=new $t(t,e,{show:n,heard:o,pace:r,signal:d});try{return await p.follow({broken:a,lost:i}),null}catch(f){if(f instanceof V)return f.code;throw f}}var $t=class{#e=0;#t=null;#n=null;constructor(e,n,{show:o,heard:a,pace:i,signal:r}){Object.assign(this,{path:`/${e}`,token:n,show:o,heard:a,pace:i,signal:r})}async follow({broken:e,lost:n}){let o=[()=>this.#d(),()=>this.#u(),()=>this.#r(gt)],[a,i,r]=[0,0,0];for(;!this.signal.aborted;){let[d,p]=[this.#e,this.pace()],{told:f}=await $e(p===null?o[a]():this.#r(p));if(this.signal.aborted)return;this.#e>d?([i,r]=[0,0],a===0&&p===null&&f===null&&e()):(await $e(this.#a())).answered?[i,r]=[p===null?i+1:i,0]:(r+=1,n()),i===Ge&&a<o.length-1?[a,i]=[a+1,0]:(a===0&&p===null||r>0)&&await this.#c(f,r)}}#c(e,n){return lt(e??Ot(n),{signal:this.signal,wakeable:e===null})}#s(e,n,o){let{path:a,token:i,signal:r}=this;return xt("GET",a+e,{token:i,signal:r,...n},o)}#o(){this.#e+=1,this.heard()}#i(e){this.#t=e.version,this.show(e),this.#o()}async#l(e){if(e.status===204||e.status===304)return this.#o();let n=await M(e);this.#n=e.headers.get("ETag"),this.#i(n)}#a(){let e=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:e},n=>this.#l(n))}async#r(e){this.#t!==null&&await lt(e,{signal:this.signal}),await this.#a()}#u(){if(this.#t===null)return this.#a();let e=`?since=${this.#t}&wait=${Re}`;return this.#s(e,{patience:De},n=>this.#l(n))}#d(){let e={};return this.#s("/events?roster=changes",{patience:je},async(n,o)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new _t("no stream");for await(let i of We(n.body))if(o(Me),i.name==="lobby"){let r={...e,...JSON.parse(i.data)};e={players:r.players,teams:r.teams},this.#i(r)}else{if(i.name==="end")return Pe(i);this.#o()}return null})}};async function $e(t){try{return{answered:!0,told:await t??null}}catch(e){if(e instanceof V&&ge.has(e.code))throw e;return{answered:!1,told:e.retryAfter??null}}}function Pe({data:t}){let{code:e,retry_ms:n}=JSON.parse(t);if(ge.has(e))throw new V(e);return n}async function*We(t){let e=t.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:o,done:a}=await e.read();if(a)return;let i=(n+o).split(`

`);n=i.pop();for(let r of i)yield He(r)}}function He(t){let e=n=>t.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:e("event"),data:e("data")}}var Ke=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function be(){if(!Ke.test(location.hostname))return m({origin:location.origin});let t=await fetch("/web/address").then(M).then(({address:e})=>e).catch(()=>null);t!==null&&m({origin:t})}var ye=new WeakMap;function ke(t){for(let e of t){let n=ye.get(e),o=Ue(e);if(n!==void 0&&Je(n,o))continue;clearTimeout(n?.timer),e.toggleAttribute("data-fresh",!0);let a=setTimeout(()=>e.toggleAttribute("data-fresh",!1),400);ye.set(e,{...o,timer:a})}}function Ue(t){let{left:e,top:n,width:o,height:a}=t.getBoundingClientRect();return{is:`${t.closest("[data-about]")?.dataset.about} ${t.textContent}`,left:e+scrollX,top:n+scrollY,width:o,height:a}}var Je=(t,e)=>t.is===e.is&&Math.abs(e.left-t.left)<t.width/2&&Math.abs(e.top-t.top)<t.height/2;var X=new BroadcastChannel("panenka.room"),wt=()=>!/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol),ve=()=>wt()&&X.postMessage({kind:"room"}),Ee=t=>X.addEventListener("message",({data:e})=>e.kind==="room"&&t());function _e(t){let e={isMine:!wt(),isKnown:!wt()};if(e.isMine)return e;let n=`${Date.now()} ${Math.random()}`,o=new Map,a=b=>X.postMessage({kind:b,page:n}),i=()=>{let b=performance.now()-6e3,E=[...o].filter(([at,it])=>at<n&&it>b);Object.assign(e,{isMine:E.length<4,isKnown:!0})},r=({data:{kind:b,page:E}})=>{E!==void 0&&(b==="gone"?o.delete(E):o.set(E,performance.now()),b==="new"&&a("here"),e.isKnown&&i())};X.addEventListener("message",r,{signal:t}),a("new");let d=setTimeout(i,300),p=setInterval(()=>(a("here"),i()),2e3),f=()=>{clearTimeout(d),clearInterval(p),a("gone")};return t.addEventListener("abort",f),addEventListener("pagehide",f,{signal:t}),e}var bt=null;async function yt(){if(bt===null)try{bt=await import("./host-dialogs-6O4QVE6Z.js"),m({})}catch{c.dialog!==null&&m({dialog:null,notice:{key:"notice.noAnswer"}})}}function Oe(){let{lobby:t,place:e,seat:n}=c;return n===null?Ye():l`<main class="console" data-view="host" ?data-begun=${t!==null&&z(t)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>w("invitation")} aria-label=${s("inviteWith",{code:e.code})}>
          ${e.code}
        </button>
      </h1>
      ${t===null?u:l`<p class="bar-line" title=${A(t)}>${A(t)}</p>`}
      <button class="quiet with-icon" @click=${Qe} aria-label=${s("history")}>
        ${g("history")} <span>${s("history")}</span>
      </button>
      <button class="quiet" @click=${()=>w("menu")} aria-label=${s("menu")}>${g("menu")}</button>
    </header>
    ${W()}
    ${t===null?l`<p class="hint">${s("connecting")}</p>`:l`<div class="stage">${tn(t)} ${H(({id:o})=>w("player",o))}</div>`}
    <div class="said">${v()} ${Xe()}</div>
    ${t===null?u:an(t)} ${bt?.hostDialogs()}
  </main>`}function Qe(){m({history:null}),w("history")}function Xe(){let{done:t,waiting:e}=c,n=(a,i,r)=>l`<p class="done" data-kind=${a}><span title=${i}>${i}</span> ${r}</p>`;return l`<div role="status">${(()=>{if(e?.isLong&&e.key){let i=s("waits",{what:s(e.key,e.values)});return n("waiting",i,l`<button @click=${e.stop}>${s("takeBack")}</button>`)}if(t===null)return u;let a=l`<button aria-keyshortcuts="u" @click=${Y(()=>dt(t.event))}>${s("undo")}</button>`;return n("done",s(t.key,t.values),a)})()}</div>`}function Ye(){let{code:t}=c.place;return l`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${s("hosting",{code:t})}</h1></header>
    <section class="card">
      <p>${s("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>y({page:"player",code:t})}>${s("joinLobby",{code:t})}</button>
      <button class="wide quiet-wide" @click=${()=>y({page:"start",code:null})}>${s("startTitle")}</button>
    </section>
    ${S()}
  </main>`}function Ze(){return l`<div class="gathering">
    ${x(s("forgetfulHost"),ue(s("copyReopenLink"),Mt()))} ${fe()}
  </div>`}function tn(t){if(t.phase==="finished")return nn();let{active_player:e,buzz_queue:n}=t,o=n.find(({id:a})=>a===e?.id)??O(t);return l`<section class="floor game" aria-labelledby="up-title">
    ${o===void 0&&e===null?sn(t):on(t,o)}
    ${z(t)?K(n.filter(a=>a!==o),Le):Ze()}
  </section>`}var en=3;function nn(){let{last_event:t,round:e}=c.lobby;return l`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${s("standings")}</h2>
      <div class="up-buttons">
        ${t?.kind==="finish"&&t.undoable?l`<button data-about=${t.id} @click=${Y(()=>dt(t.id))}>${s("goOn")}</button>`:u}
        <button @click=${()=>w("restart",e)}>${s("restart")}</button>
      </div>
    </div>
    ${J(en)}
  </section>`}function sn(t){let e=G(t);return l`<div class="up" data-kind=${e}>
    <p class="up-label">${s(e==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${s(e==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${_()}
  </div>`}function on({active_player:t,buzz_queue:e,window_ends_at:n},o){let a=t?.name??o.name,r=t===null?n===null?"buzzedFirstLabel":"orderOpen":t.out_of_time?"wallTimeOver":"wallAnswers",d=o&&o.position>1&&e.length>1;return l`<div class="up queued" data-kind=${t?"answering":"first"} .style=${k(o?.team_id)}>
    <p class="up-label">${s(r)} ${d?l`<span class="behind">${U(o)}</span>`:u}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${L(a)}>${h(a)}</h2>
    ${o?l`<p class="behind">${ce(o)}</p>`:u} ${_()} ${o?Le(o):u}
  </div>`}var Y=t=>({detail:e})=>e>1||t();function Le({id:t,name:e,position:n,state:o}){let{phase:a,window_ends_at:i}=c.lobby;return o!=="waiting"||a==="finished"||i!==null?u:l`<button class="choose" data-about=${t} data-key=${n} @click=${Y(()=>Dt({id:t,name:e}))}
    aria-keyshortcuts=${n<=9?n:u} aria-label=${s("confirm",{name:e})}>
    ${s("confirmShort")}
  </button>`}function an(t){let{active_player:e,locked:n,phase:o,question_value:a,round:i,settings:r}=t,d=o==="finished",p={about:`${e?.id} ${i}`,disabled:e===null};return l`<section class="moves game" aria-label=${s("moves")}>
    ${rn(t)}
    <div class="move-buttons">
      ${F("right","r",()=>D("plus"),{...p,by:a>0?`+${a}`:""})}
      ${F("wrong","w",()=>D("minus"),{...p,by:a>0&&r.wrong_costs?`−${a}`:""})}
      ${F("skip","s",()=>D("skip"),p)}
      ${F(n?"open":"lock","o",()=>Pt(!n),{about:i,disabled:d})}
      ${F("next","n",Gt,{about:i,disabled:d})}
    </div>
  </section>`}var ln={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function F(t,e,n,{about:o,disabled:a,by:i=""}){return l`<button class="move" data-move=${t} data-key=${e} data-about=${o} ?disabled=${a}
    aria-keyshortcuts=${e} @click=${Y(n)}>
    ${g(t)} <span>${s(ln[t])}</span> <span class="by">${i}</span>
  </button>`}function rn({phase:t,question_value:e,settings:n}){let{values:o}=n,a=o.includes(e)?o:[e,...o];return l`<fieldset class="values" ?disabled=${t==="finished"}>
    <legend class="unseen">${s("worth")}</legend>
    ${a.map(i=>l`<label class="segment">
          <input type="radio" name="value" value=${i} .checked=${i===e} @change=${()=>Wt(i)} />
          <span>${i}</span>
        </label>`)}
  </fieldset>`}var cn=({code:t,key:e})=>/^[a-z1-9]$/i.test(e)?e.toLowerCase():t.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function xe(){addEventListener("keydown",t=>{let e=t.target.closest("input:not([type=radio]), select, textarea, dialog"),n=t.ctrlKey||t.metaKey||t.altKey||t.repeat;if(c.place.page!=="host"||e||n||c.dialog!==null)return;let o=cn(t),a=document.querySelector(o==="u"?".done[data-kind=done] button":`.game [data-key="${o}"]`);!a||a.disabled||a.hasAttribute("data-fresh")||(t.preventDefault(),a.click())})}var q=Zt(class extends te{constructor(){super(...arguments),this.key=u}render(t,e){return this.key=t,e}update(t,[e,n]){return e!==this.key&&(ee(t),this.key=e),n}});var Se=()=>c.seat===null?un():pn();function un(){let{code:t}=c.place,{lobby:e,problem:n}=c.preview??{};return l`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${s("joinLobby",{code:t})}</h1>
      <p>${e?s("gameOf",{name:e.host_name}):u}</p>
    </header>
    ${v()} ${x(s("forgetful"))}
    <section class="card">
      ${n?l`<p class="warning" role="alert">${s(le(n)?n:"notice.noAnswer")}</p>`:u}
      ${n==="problem.lobby-not-found"?u:dn(e)}
      <button class="wide quiet-wide" @click=${()=>y({page:"start",code:null})}>${s("otherCode")}</button>
    </section>
    ${S()}
  </main>`}function dn(t){let{code:e}=c.place;if(t?.doors==="closed")return l`<p class="warning">${s("problem.doors-closed")}</p>`;let n=t?.team_choice==="players"&&t.teams.length>0;return l`<form @submit=${T(({name:o,team:a})=>Rt(e,o,a||null))}>
    ${B(s("yourName"))} ${n?mt(t.teams,null):u}
    <button class="primary wide" ?disabled=${I()}>${s("join")}</button>
    ${t?l`<p class="hint">${s("players",{count:t.players})}</p>`:u}
  </form>`}function pn(){let{lobby:t,seat:e,place:n}=c;return l`<main class="player" data-view="player" data-kind=${ct(c).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${h(t?.you.name??e.name)}</h1>
      <p class="bar-score"><span class="unseen">${s("points")}: </span>${t===null?u:C(t.you.score)}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>w("menu")} aria-label=${s("menu")}>${g("menu")}</button>
    </header>
    <div class="news">${W()} ${v()} ${t===null?u:fn(t)}</div>
    <div class="pad">${gn()}</div>
    ${t===null?u:l`<div class="lists">${Ne(t)}</div>`} ${_n()} ${En()}
  </main>`}function fn(t){let{host:e,phase:n,players:o,you:a}=t,i=o.find(({id:r})=>r===a.id);return l`<p class="news-question" .style=${k(a.team_id)}>
      ${n==="finished"?s("standings"):A(t)} ${mn(a.team_id)} ${_()}
    </p>
    ${hn(i)??l`<p class="news-line">${e.online?$n(t):s("hostAway",{name:e.name})}</p>`}
    <button class="sheet-button" @click=${()=>w("scores")}>
      ${s("rankOf",{rank:i?.rank??1,count:o.length})}
    </button>`}var mn=t=>{let e=c.lobby.teams.find(n=>n.id===t);return e===void 0?u:l`<span class="team-tag">${h(e.name)}</span>`};function hn(t){if(c.verdict===null)return null;let{event:e,points:n}=c.verdict,o=j(n),a={right:s("verdictRight",{points:n}),wrong:s("verdictWrong",{points:-n}),none:s("verdictNone")}[o],i=t===void 0?u:l` · ${s("rankOf",{rank:t.rank,count:c.lobby.players.length})}`;return q(e,l`<p class="news-line verdict" data-kind=${o}><strong>${a}</strong>${i}</p>`)}function $n(t){let{active_player:e,you:n}=t;if(e)return e.id===n.id?u:oe(e);let o=O(t);return o&&o.id!==n.id?s("buzzedFirst",{name:o.name}):u}function gn(){let{kind:t,key:e,hint:n,values:o,pressable:a}=ct(c),{barred:i,lobby:r}=c;return l`<button
    class="buzzer"
    data-kind=${t}
    data-focus
    aria-disabled=${!a}
    @pointerdown=${bn}
    @click=${kn}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${L(s(e,o))}>${s(e,o)}</span>
    <span class="buzzer-hint">${ie(n,o)}</span>
    ${t==="ready"?l`<small class="keys-hint">${s("spaceBar")}</small>`:u}
    ${t==="barred"?q(i.until,l`<span class="bar-of-time" .style=${`animation-duration: ${r.settings.false_start_ms}ms`}></span>`):u}
  </button>`}var wn=1e3,Z=new Set,Te=-1/0;function bn({button:t,isPrimary:e,pointerId:n}){t===0&&(e&&Z.clear(),Z.add(n),R())}function yn({pointerId:t,timeStamp:e}){Z.delete(t)&&(Te=e)}function kn({timeStamp:t}){Z.size===0&&t-Te>wn&&R()}function qe(){for(let t of["pointerup","pointercancel"])addEventListener(t,yn);addEventListener("keydown",t=>{let e=t.target.closest(".buzzer")!==null,n=t.target.closest("input, dialog, button:not(.buzzer), a, summary");!(t.code==="Space"?!n:t.key==="Enter"&&e)||c.place.page!=="player"||(t.preventDefault(),t.repeat||R())})}var Ne=t=>t.phase==="finished"?J():l`${vn(t)} ${H()}`;function vn({buzz_queue:t}){return t.length===0?u:l`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${s("queue")}</h2>
    ${K(t)}
  </section>`}var En=()=>c.lobby===null?u:ft("scores",s("scoreboard"),()=>Ne(c.lobby));function _n(){let{code:t}=c.place,{settings:e,teams:n,you:o}=c.lobby??{},a=n?.length>0&&e.team_choice==="players",i=async({name:r,team:d})=>{let p={...r!==o.name&&{name:r},...a&&(d||null)!==o.team_id&&{team_id:d||null}};(Object.keys(p).length===0||await Ht("me",p))&&m({dialog:null})};return ft("menu",s("menu"),()=>l`${v()}
      <form @submit=${T(i)}>
        ${B(s("yourName"),o?.name)} ${a?mt(n,o.team_id):u}
        <button class="wide" ?disabled=${I()}>${s("save")}</button>
      </form>
      ${re()}
      <button class="wide danger" @click=${()=>confirm(s("leaveQuestion",{code:t}))&&Ut()}>
        ${s("leave")}
      </button>`)}function ze(){return l`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${s("slogan")}</p>
    </header>
    ${v()} ${x(s("forgetful"))} ${Ln()}
    <div class="choices">
      <section class="card">
        <h2>${s("joinTitle")}</h2>
        <p class="hint">${s("joinIntroduction")}</p>
        <form @submit=${T(({code:t})=>y({page:"player",code:ut(t)}))}>
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
              @input=${On}
            />
          </label>
          <p class="hint" id="code-hint">${s("codeHint")}</p>
          <button class="primary wide">${s("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${s("hostTitle")}</h2>
        <p class="hint">${s("hostIntroduction")}</p>
        <form @submit=${T(({name:t})=>jt(t))}>
          ${B(s("yourName"))}
          <button class="primary wide" ?disabled=${I()}>${s("openLobby")}</button>
        </form>
      </section>
    </div>
    ${S()}
  </main>`}function On({target:t}){t.setCustomValidity(ut(t.value)===null?s(Bt(t.value)?"codeLetters":"codeHint"):"")}function Ln(){let t=Nt();return t.length===0?u:l`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${s("continueTitle")}</h2>
    ${t.map(({page:e,code:n,name:o})=>l`<button class="wide" @click=${()=>y({page:e,code:n})}>
          ${s(e==="host"?"continueHost":"continuePlayer",{code:n,name:o})}
        </button>`)}
  </section>`}var xn=3,Sn={players:50,teams:20},Tn=36,qn=()=>new URLSearchParams(location.search).has("overlay");function Ae(){let{lobby:t,seat:e}=c,n=qn()?"overlay":e===null||t===null?"none":Nn(t);return l`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${s("wallTitle",{code:c.place.code})}</h1>
    ${e===null||t===null?In():zn[n](t)} ${n==="overlay"?u:Vn()}
  </main>`}var Nn=t=>t.phase==="finished"?"finish":z(t)?"game":"gathering",zn={overlay:t=>[Ie(t),kt(t,{columnsOf:Yt})],gathering:An,finish:Fn,game:t=>l`${Cn(t)} ${Bn(t)} ${Ie(t)} ${kt(t)}`};function In(){return l`<p class="wall-message">${s(c.seat===null?"notice.notScreen":"connecting")}</p>`}function An({code:t,players:e}){let n=e.slice(0,Tn),o=e.length-n.length,a=de(t);return l`<section class="wall-door">
      <h2>${s("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...t].join(" ")}>${t}</p>
      ${a===null?u:l`<p class="wall-link">${pe(a)}</p>`}
    </section>
    ${a===null?l`<p class="warning">${s("onlyHere",{host:location.host})}</p>`:me(a)}
    <section class="wall-guests">
      <h2>${s("players",{count:e.length})}</h2>
      <ul>
        ${P(n,({id:i})=>i,i=>l`<li .style=${k(i.team_id)}>${h(i.name)}</li>`)}
        ${o>0?l`<li>${s("more",{count:o})}</li>`:u}
      </ul>
    </section>`}function Cn({code:t,question:e,question_value:n}){return l`<header class="wall-top">
    <p class="wall-question">${s("questionNumber",{question:e})}</p>
    ${n>0?l`<p class="wall-value">${n}</p>`:u} ${_()}
    <p class="wall-corner">${se()?s("offline"):t}</p>
  </header>`}function Bn(t){let{active_player:e,buzz_queue:n}=t,{verdict:o}=c;if(o!==null){let d=j(o.points);return q(o.event,l`<section class="wall-word" data-kind=${d}><p>${s(o.key,o.values)}</p></section>`)}let a=e??O(t);if(a===void 0){let d=G(t);return l`<section class="wall-word" data-kind=${d}><p>${s(d==="open"?"wallOpen":"wallLocked")}</p></section>`}let i=n.find(({id:d})=>d===a.id),r=e===null?s("wallFirst"):e.out_of_time?s("wallTimeOver"):s("wallAnswers");return q(a.id,l`<section class="wall-word" data-kind=${e?"answering":"first"} .style=${k(i?.team_id)}>
      <p class="wall-label">${r}</p>
      <p .style=${L(a.name)}>${h(a.name)}</p>
    </section>`)}function Ie({buzz_queue:t}){let e=t.slice(0,xn);return l`<ol class="wall-queue" aria-label=${s("queue")} ?data-empty=${e.length===0}>
    ${P(e,({id:n})=>n,n=>l`<li data-state=${n.state} .style=${k(n.team_id)}>
          <span class="rank">${n.position}</span> ${h(n.name)}
          <span class="behind">${U(n)}</span>
        </li>`)}
  </ol>`}function kt(t,{from:e=0,columnsOf:n=Xt}={}){let{kind:o,entries:a}=pt(t),i=a.slice(e,Sn[o]),r=a.length-e-i.length,{columns:d,rows:p}=n(i.length+(r>0?1:0));return l`<ol class="wall-board" data-columns=${d} .style=${`--rows: ${p}; --columns: ${d}`}
    aria-label=${s("scoreboard")}>
    ${P(i,({id:f})=>f,({rank:f,name:b,score:E,colour:at,isHere:it,isActive:Ve})=>l`<li ?data-active=${Ve} ?data-gone=${!it} .style=${at}>
          <span class="rank">${f}</span> ${h(b)} <span class="score">${C(E)}</span>
        </li>`)}
    ${r>0?l`<li class="wall-more">${s("more",{count:r})}</li>`:u}
  </ol>`}function Fn(t){let{entries:e}=pt(t),n=e.slice(0,3);return l`<header class="wall-top"><p class="wall-question">${s("standings")}</p></header>
    <ol class="podium" data-count=${n.length}>
      ${n.map(({name:o,score:a,rank:i,colour:r})=>l`<li data-rank=${i} .style=${r}>
            ${h(o)}
            <p class="podium-step"><span class="rank">${i}</span> <span class="score">${C(a)}</span></p>
          </li>`)}
    </ol>
    ${e.length>n.length?kt(t,{from:n.length}):u}`}function Vn(){let{sound:t}=c.preferences;return l`<div class="wall-tools">
    ${document.fullscreenEnabled?l`<button class="quiet" @click=${Mn} aria-label=${s("fullScreen")} title=${s("fullScreen")}>${g("full")}</button>`:u}
    <button class="quiet" @click=${()=>qt({sound:!t})} aria-pressed=${t} aria-label=${s("sound")}
      title=${s("sound")}>
      ${g(t?"sound":"silent")}
    </button>
  </div>`}function Mn(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var jn={start:ze,host:Oe,player:Se,screen:Ae},Rn=2e3,Dn=55e3,Gn=100,et=document.getElementById("app"),Ce=document.getElementById("announcer");function Be(){ne(),he(et,()=>Et(jn[c.place.page](),et)),ke(et.querySelectorAll(".game button"));let t=ae();Ce.textContent!==t&&(Ce.textContent=t),It(Be)}var tt=null,nt,st=!1;async function ot(){tt?.abort(),tt=null;let{seat:t,place:e}=c;if(t===null)return e.page==="player"?Jt():null;let{signal:n}=tt=new AbortController,o=st?()=>Dn:Pn(n);e.page==="host"&&yt();let a=d=>{d.you.role===e.page?Tt(d):i("not-in-lobby")},i=d=>{n.aborted||(tt.abort(),Qt(d))},r=await we(e.code,t.token,{show:a,heard:Hn,broken:rt,lost:Kn,pace:o,signal:n});r!==null&&i(r)}function Pn(t){rt(),ve();let e=_e(t);return()=>e.isMine?null:e.isKnown?gt:Gn}function Wn(){document.visibilityState==="visible"||c.place.page==="screen"||st||(st=!0,ot())}function Hn(){clearTimeout(nt),nt=void 0,c.connection!==N.LIVE&&m({connection:N.LIVE})}function Kn(){nt??=setTimeout(Fe,Rn)}function Fe(){clearTimeout(nt),c.connection!==N.OFFLINE&&m({connection:N.OFFLINE})}function Un(){Fe(),ot()}function vt(){st=!1,Lt(),ot()}var Jn=t=>c.dialog?.kind==="history"&&(t.dialog!==c.dialog||t.lobby?.last_event?.id!==c.lobby?.last_event?.id);St(t=>{(t.place!==c.place||t.seat?.token!==c.seat?.token)&&ot(),t.dialog!==c.dialog&&c.place.page==="host"&&yt(),Jn(t)&&Kt(),Be(),Ct(t)});addEventListener("online",vt);addEventListener("offline",Un);addEventListener("pageshow",t=>t.persisted&&vt());Ee(Wn);document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&vt());await zt();et.replaceChildren();At();qe();xe();Vt();Ft();be();

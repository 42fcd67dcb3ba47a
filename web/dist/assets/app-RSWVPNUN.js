import{$ as Je,A as Be,Aa as x,B as y,Ba as S,C as Fe,Ca as lt,D as Ve,Da as W,E as je,Ea as H,F as Me,Fa as K,G as Re,Ga as rt,H as M,Ha as U,I as De,Ia as fe,J as R,Ja as w,K as Ge,Ka as C,L as Pe,La as me,M as We,Ma as T,Na as ct,Oa as ut,Pa as dt,Q as de,Qa as pt,Ra as ft,S as He,W as Ke,X as Ue,a as l,aa as Qe,b as u,ba as z,c as Ee,ca as D,d as F,da as O,e as _e,ea as pe,f as Oe,fa as Xe,g as Le,ga as g,h as le,ha as Ye,i as xe,ia as Ze,j as V,ja as et,ka as G,l as j,la as o,m as N,ma as tt,n as c,na as h,o as Se,oa as L,p as m,pa as nt,q as Te,qa as I,r as qe,ra as k,s as Ne,sa as _,t as ze,ta as A,u as re,ua as st,v as Ie,va as ot,w as ce,wa as at,x as Ae,xa as it,y as Ce,ya as v,z as ue,za as P}from"./chunk-FHLDT67O.js";import"./chunk-GBA726VR.js";var he=null,J=null;function mt(e,t){let n=document.activeElement,s=e.contains(n);t();let a=e.firstElementChild.dataset.view,i=he!==null&&he!==a;he=a;let r=e.querySelector("dialog");i?e.querySelector("[data-focus]").focus():r!==null&&!r.open?(J=n,r.showModal()):s&&(!e.contains(document.activeElement)||n.matches(":disabled"))&&(J?.isConnected?J:e.querySelector("[data-next]")??e.querySelector("[data-focus]")).focus({preventScroll:!0}),r===null&&(J=null)}var Vt=4e4,jt=1e4,Mt=25,Rt=35e3,ge=2e3,Dt=2,$t=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function gt(e,t,{show:n,heard:s,broken:a,lost:i,pace:r,signal:d}){let p=new $e(e,t,{show:n,heard:s,pace:r,signal:d});try{return await p.follow({broken:a,lost:i}),null}catch(f){if(f instanceof F)return f.code;throw f}}var $e=class{#t=0;#e=null;#n=null;constructor(t,n,{show:s,heard:a,pace:i,signal:r}){Object.assign(this,{path:`/${t}`,token:n,show:s,heard:a,pace:i,signal:r})}async follow({broken:t,lost:n}){let s=[()=>this.#d(),()=>this.#u(),()=>this.#r(ge)],[a,i,r]=[0,0,0];for(;!this.signal.aborted;){let[d,p]=[this.#t,this.pace()],{told:f}=await ht(p===null?s[a]():this.#r(p));if(this.signal.aborted)return;this.#t>d?([i,r]=[0,0],a===0&&p===null&&f===null&&t()):(await ht(this.#a())).answered?[i,r]=[p===null?i+1:i,0]:(r+=1,n()),i===Dt&&a<s.length-1?[a,i]=[a+1,0]:(a===0&&p===null||r>0)&&await this.#c(f,r)}}#c(t,n){return le(t??Oe(n),{signal:this.signal,wakeable:t===null})}#s(t,n,s){let{path:a,token:i,signal:r}=this;return xe("GET",a+t,{token:i,signal:r,...n},s)}#o(){this.#t+=1,this.heard()}#i(t){this.#e=t.version,this.show(t),this.#o()}async#l(t){if(t.status===204||t.status===304)return this.#o();let n=await V(t);this.#n=t.headers.get("ETag"),this.#i(n)}#a(){let t=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:t},n=>this.#l(n))}async#r(t){this.#e!==null&&await le(t,{signal:this.signal}),await this.#a()}#u(){if(this.#e===null)return this.#a();let t=`?since=${this.#e}&wait=${Mt}`;return this.#s(t,{patience:Rt},n=>this.#l(n))}#d(){let t={};return this.#s("/events?roster=changes",{patience:jt},async(n,s)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new _e("no stream");for await(let i of Pt(n.body))if(s(Vt),i.name==="lobby"){let r={...t,...JSON.parse(i.data)};t={players:r.players,teams:r.teams},this.#i(r)}else{if(i.name==="end")return Gt(i);this.#o()}return null})}};async function ht(e){try{return{answered:!0,told:await e??null}}catch(t){if(t instanceof F&&$t.has(t.code))throw t;return{answered:!1,told:t.retryAfter??null}}}function Gt({data:e}){let{code:t,retry_ms:n}=JSON.parse(e);if($t.has(t))throw new F(t);return n}async function*Pt(e){let t=e.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:s,done:a}=await t.read();if(a)return;let i=(n+s).split(`

`);n=i.pop();for(let r of i)yield Wt(r)}}function Wt(e){let t=n=>e.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:t("event"),data:t("data")}}var Ht=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function wt(){if(!Ht.test(location.hostname))return m({origin:location.origin});let e=await fetch("/web/address").then(V).then(({address:t})=>t).catch(()=>null);e!==null&&m({origin:e})}var bt=new WeakMap;function yt(e){for(let t of e){let n=bt.get(t),s=Kt(t);if(n!==void 0&&Ut(n,s))continue;clearTimeout(n?.timer),t.toggleAttribute("data-fresh",!0);let a=setTimeout(()=>t.toggleAttribute("data-fresh",!1),400);bt.set(t,{...s,timer:a})}}function Kt(e){let{left:t,top:n,width:s,height:a}=e.getBoundingClientRect();return{is:`${e.closest("[data-about]")?.dataset.about} ${e.textContent}`,left:t+scrollX,top:n+scrollY,width:s,height:a}}var Ut=(e,t)=>e.is===t.is&&Math.abs(t.left-e.left)<e.width/2&&Math.abs(t.top-e.top)<e.height/2;var Q=new BroadcastChannel("panenka.room"),we=()=>!/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol),kt=()=>we()&&Q.postMessage({kind:"room"}),vt=e=>Q.addEventListener("message",({data:t})=>t.kind==="room"&&e());function Et(e){let t={isMine:!we(),isKnown:!we()};if(t.isMine)return t;let n=`${Date.now()} ${Math.random()}`,s=new Map,a=b=>Q.postMessage({kind:b,page:n}),i=()=>{let b=performance.now()-6e3,E=[...s].filter(([ae,ie])=>ae<n&&ie>b);Object.assign(t,{isMine:E.length<4,isKnown:!0})},r=({data:{kind:b,page:E}})=>{E!==void 0&&(b==="gone"?s.delete(E):s.set(E,performance.now()),b==="new"&&a("here"),t.isKnown&&i())};Q.addEventListener("message",r,{signal:e}),a("new");let d=setTimeout(i,300),p=setInterval(()=>(a("here"),i()),2e3),f=()=>{clearTimeout(d),clearInterval(p),a("gone")};return e.addEventListener("abort",f),addEventListener("pagehide",f,{signal:e}),t}var be=null;async function ye(){if(be===null)try{be=await import("./host-dialogs-BFIQEYTY.js"),m({})}catch{c.dialog!==null&&m({dialog:null,notice:{key:"notice.noAnswer"}})}}function _t(){let{lobby:e,place:t,seat:n}=c;return n===null?Xt():l`<main class="console" data-view="host" ?data-begun=${e!==null&&z(e)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>w("invitation")} aria-label=${o("inviteWith",{code:t.code})}>
          ${t.code}
        </button>
      </h1>
      ${e===null?u:l`<p class="bar-line" title=${A(e)}>${A(e)}</p>`}
      <button class="quiet with-icon" @click=${Jt} aria-label=${o("history")}>
        ${g("history")} <span>${o("history")}</span>
      </button>
      <button class="quiet" @click=${()=>w("menu")} aria-label=${o("menu")}>${g("menu")}</button>
    </header>
    ${P()}
    ${e===null?l`<p class="hint">${o("connecting")}</p>`:l`<div class="stage">${Zt(e)} ${W(({id:s})=>w("player",s))}</div>`}
    <div class="said">${v()} ${Qt()}</div>
    ${e===null?u:on(e)} ${be?.hostDialogs()}
  </main>`}function Jt(){m({history:null}),w("history")}function Qt(){let{done:e,waiting:t}=c,n=(a,i,r)=>l`<p class="done" data-kind=${a}><span title=${i}>${i}</span> ${r}</p>`;return l`<div role="status">${(()=>{if(t?.isLong&&t.key){let i=o("waits",{what:o(t.key,t.values)});return n("waiting",i,l`<button @click=${t.stop}>${o("takeBack")}</button>`)}if(e===null)return u;let a=l`<button aria-keyshortcuts="u" @click=${X(()=>de(e.event))}>${o("undo")}</button>`;return n("done",o(e.key,e.values),a)})()}</div>`}function Xt(){let{code:e}=c.place;return l`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${o("hosting",{code:e})}</h1></header>
    <section class="card">
      <p>${o("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>y({page:"player",code:e})}>${o("joinLobby",{code:e})}</button>
      <button class="wide quiet-wide" @click=${()=>y({page:"start",code:null})}>${o("startTitle")}</button>
    </section>
    ${S()}
  </main>`}function Yt(){return l`<div class="gathering">
    ${x(o("forgetfulHost"),ct(o("copyReopenLink"),je()))} ${pt()}
  </div>`}function Zt(e){if(e.phase==="finished")return tn();let{active_player:t,buzz_queue:n}=e,s=n.find(({id:a})=>a===t?.id)??O(e);return l`<section class="floor game" aria-labelledby="up-title">
    ${s===void 0&&t===null?nn(e):sn(e,s)}
    ${z(e)?H(n.filter(a=>a!==s),Ot):Yt()}
  </section>`}var en=3;function tn(){let{last_event:e,round:t}=c.lobby;return l`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${o("standings")}</h2>
      <div class="up-buttons">
        ${e?.kind==="finish"&&e.undoable?l`<button data-about=${e.id} @click=${X(()=>de(e.id))}>${o("goOn")}</button>`:u}
        <button @click=${()=>w("restart",t)}>${o("restart")}</button>
      </div>
    </div>
    ${U(en)}
  </section>`}function nn(e){let t=D(e);return l`<div class="up" data-kind=${t}>
    <p class="up-label">${o(t==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${o(t==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${_()}
  </div>`}function sn({active_player:e,buzz_queue:t,window_ends_at:n},s){let a=e?.name??s.name,r=e===null?n===null?"buzzedFirstLabel":"orderOpen":e.out_of_time?"wallTimeOver":"wallAnswers",d=s&&s.position>1&&t.length>1;return l`<div class="up queued" data-kind=${e?"answering":"first"} .style=${k(s?.team_id)}>
    <p class="up-label">${o(r)} ${d?l`<span class="behind">${K(s)}</span>`:u}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${L(a)}>${h(a)}</h2>
    ${s?l`<p class="behind">${rt(s)}</p>`:u} ${_()} ${s?Ot(s):u}
  </div>`}var X=e=>({detail:t})=>t>1||e();function Ot({id:e,name:t,position:n,state:s}){let{phase:a,window_ends_at:i}=c.lobby;return s!=="waiting"||a==="finished"||i!==null?u:l`<button class="choose" data-about=${e} data-key=${n} @click=${X(()=>De({id:e,name:t}))}
    aria-keyshortcuts=${n<=9?n:u} aria-label=${o("confirm",{name:t})}>
    ${o("confirmShort")}
  </button>`}function on(e){let{active_player:t,locked:n,phase:s,question_value:a,round:i,settings:r}=e,d=s==="finished",p={about:`${t?.id} ${i}`,disabled:t===null};return l`<section class="moves game" aria-label=${o("moves")}>
    ${ln(e)}
    <div class="move-buttons">
      ${B("right","r",()=>R("plus"),{...p,by:a>0?`+${a}`:""})}
      ${B("wrong","w",()=>R("minus"),{...p,by:a>0&&r.wrong_costs?`−${a}`:""})}
      ${B("skip","s",()=>R("skip"),p)}
      ${B(n?"open":"lock","o",()=>Pe(!n),{about:i,disabled:d})}
      ${B("next","n",Ge,{about:i,disabled:d})}
    </div>
  </section>`}var an={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function B(e,t,n,{about:s,disabled:a,by:i=""}){return l`<button class="move" data-move=${e} data-key=${t} data-about=${s} ?disabled=${a}
    aria-keyshortcuts=${t} @click=${X(n)}>
    ${g(e)} <span>${o(an[e])}</span> <span class="by">${i}</span>
  </button>`}function ln({phase:e,question_value:t,settings:n}){let{values:s}=n,a=s.includes(t)?s:[t,...s];return l`<fieldset class="values" ?disabled=${e==="finished"}>
    <legend class="unseen">${o("worth")}</legend>
    ${a.map(i=>l`<label class="segment">
          <input type="radio" name="value" value=${i} .checked=${i===t} @change=${()=>We(i)} />
          <span>${i}</span>
        </label>`)}
  </fieldset>`}var rn=({code:e,key:t})=>/^[a-z1-9]$/i.test(t)?t.toLowerCase():e.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function Lt(){addEventListener("keydown",e=>{let t=e.target.closest("input:not([type=radio]), select, textarea, dialog"),n=e.ctrlKey||e.metaKey||e.altKey||e.repeat;if(c.place.page!=="host"||t||n||c.dialog!==null)return;let s=rn(e),a=document.querySelector(s==="u"?".done[data-kind=done] button":`.game [data-key="${s}"]`);!a||a.disabled||a.hasAttribute("data-fresh")||(e.preventDefault(),a.click())})}var q=Ye(class extends Ze{constructor(){super(...arguments),this.key=u}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(et(e),this.key=t),n}});var xt=()=>c.seat===null?cn():dn();function cn(){let{code:e}=c.place,{lobby:t,problem:n}=c.preview??{};return l`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${o("joinLobby",{code:e})}</h1>
      <p>${t?o("gameOf",{name:t.host_name}):u}</p>
    </header>
    ${v()} ${x(o("forgetful"))}
    <section class="card">
      ${n?l`<p class="warning" role="alert">${o(it(n)?n:"notice.noAnswer")}</p>`:u}
      ${n==="problem.lobby-not-found"?u:un(t)}
      <button class="wide quiet-wide" @click=${()=>y({page:"start",code:null})}>${o("otherCode")}</button>
    </section>
    ${S()}
  </main>`}function un(e){let{code:t}=c.place;if(e?.doors==="closed")return l`<p class="warning">${o("problem.doors-closed")}</p>`;let n=e?.team_choice==="players"&&e.teams.length>0;return l`<form @submit=${T(({name:s,team:a})=>Re(t,s,a||null))}>
    ${C(o("yourName"))} ${n?me(e.teams,null):u}
    <button class="primary wide" ?disabled=${I()}>${o("join")}</button>
    ${e?l`<p class="hint">${o("players",{count:e.players})}</p>`:u}
  </form>`}function dn(){let{lobby:e,seat:t,place:n}=c;return l`<main class="player" data-view="player" data-kind=${ce(c).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${h(e?.you.name??t.name)}</h1>
      <p class="bar-score"><span class="unseen">${o("points")}: </span>${e?.you.score??u}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>w("menu")} aria-label=${o("menu")}>${g("menu")}</button>
    </header>
    <div class="news">${P()} ${v()} ${e===null?u:pn(e)}</div>
    <div class="pad">${$n()}</div>
    ${e===null?u:l`<div class="lists">${qt(e)}</div>`} ${En()} ${vn()}
  </main>`}function pn(e){let{host:t,phase:n,players:s,you:a}=e,i=s.find(({id:r})=>r===a.id);return l`<p class="news-question" .style=${k(a.team_id)}>
      ${n==="finished"?o("standings"):A(e)} ${fn(a.team_id)} ${_()}
    </p>
    ${mn(i)??l`<p class="news-line">${t.online?hn(e):o("hostAway",{name:t.name})}</p>`}
    <button class="sheet-button" @click=${()=>w("scores")}>
      ${o("rankOf",{rank:i?.rank??1,count:s.length})}
    </button>`}var fn=e=>{let t=c.lobby.teams.find(n=>n.id===e);return t===void 0?u:l`<span class="team-tag">${h(t.name)}</span>`};function mn(e){if(c.verdict===null)return null;let{event:t,points:n}=c.verdict,s=j(n),a={right:o("verdictRight",{points:n}),wrong:o("verdictWrong",{points:-n}),none:o("verdictNone")}[s],i=e===void 0?u:o("rankOf",{rank:e.rank,count:c.lobby.players.length});return q(t,l`<p class="news-line verdict" data-kind=${s}><strong>${a}</strong> ${i}</p>`)}function hn(e){let{active_player:t,you:n}=e;if(t)return t.id===n.id?u:st(t);let s=O(e);return s&&s.id!==n.id?o("buzzedFirst",{name:s.name}):u}function $n(){let{kind:e,key:t,hint:n,values:s,pressable:a}=ce(c),{barred:i,lobby:r}=c;return l`<button
    class="buzzer"
    data-kind=${e}
    data-focus
    aria-disabled=${!a}
    @pointerdown=${wn}
    @click=${yn}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${L(o(t,s))}>${o(t,s)}</span>
    <span class="buzzer-hint">${at(n,s)}</span>
    ${e==="ready"?l`<small class="keys-hint">${o("spaceBar")}</small>`:u}
    ${e==="barred"?q(i.until,l`<span class="bar-of-time" .style=${`animation-duration: ${r.settings.false_start_ms}ms`}></span>`):u}
  </button>`}var gn=1e3,Y=new Set,St=-1/0;function wn({button:e,isPrimary:t,pointerId:n}){e===0&&(t&&Y.clear(),Y.add(n),M())}function bn({pointerId:e,timeStamp:t}){Y.delete(e)&&(St=t)}function yn({timeStamp:e}){Y.size===0&&e-St>gn&&M()}function Tt(){for(let e of["pointerup","pointercancel"])addEventListener(e,bn);addEventListener("keydown",e=>{let t=e.target.closest(".buzzer")!==null,n=e.target.closest("input, dialog, button:not(.buzzer), a, summary");!(e.code==="Space"?!n:e.key==="Enter"&&t)||c.place.page!=="player"||(e.preventDefault(),e.repeat||M())})}var qt=e=>e.phase==="finished"?U():l`${kn(e)} ${W()}`;function kn({buzz_queue:e}){return e.length===0?u:l`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${o("queue")}</h2>
    ${H(e)}
  </section>`}var vn=()=>c.lobby===null?u:fe("scores",o("scoreboard"),()=>qt(c.lobby));function En(){let{code:e}=c.place,{settings:t,teams:n,you:s}=c.lobby??{},a=n?.length>0&&t.team_choice==="players",i=async({name:r,team:d})=>{let p={...r!==s.name&&{name:r},...a&&(d||null)!==s.team_id&&{team_id:d||null}};(Object.keys(p).length===0||await He("me",p))&&m({dialog:null})};return fe("menu",o("menu"),()=>l`${v()}
      <form @submit=${T(i)}>
        ${C(o("yourName"),s?.name)} ${a?me(n,s.team_id):u}
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
    ${v()} ${x(o("forgetful"))} ${On()}
    <div class="choices">
      <section class="card">
        <h2>${o("joinTitle")}</h2>
        <p class="hint">${o("joinIntroduction")}</p>
        <form @submit=${T(({code:e})=>y({page:"player",code:ue(e)}))}>
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
              @input=${_n}
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
  </main>`}function _n({target:e}){e.setCustomValidity(ue(e.value)===null?o(Be(e.value)?"codeLetters":"codeHint"):"")}function On(){let e=Ne();return e.length===0?u:l`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${o("continueTitle")}</h2>
    ${e.map(({page:t,code:n,name:s})=>l`<button class="wide" @click=${()=>y({page:t,code:n})}>
          ${o(t==="host"?"continueHost":"continuePlayer",{code:n,name:s})}
        </button>`)}
  </section>`}var Ln=3,Z={players:50,teams:20},xn=36,Sn=()=>new URLSearchParams(location.search).has("overlay");function It(){let{lobby:e,seat:t}=c,n=Sn()?"overlay":t===null||e===null?"none":Tn(e);return l`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${o("wallTitle",{code:c.place.code})}</h1>
    ${t===null||e===null?Nn():qn[n](e)} ${n==="overlay"?u:Bn()}
  </main>`}var Tn=e=>e.phase==="finished"?"finish":z(e)?"game":"gathering",qn={overlay:e=>[zt(e),ke(e,Z)],gathering:zn,finish:Cn,game:e=>l`${In(e)} ${An(e)} ${zt(e)} ${ke(e,Z)}`};function Nn(){return l`<p class="wall-message">${o(c.seat===null?"notice.notScreen":"connecting")}</p>`}function zn({code:e,players:t}){let n=t.slice(0,xn),s=t.length-n.length,a=ut(e);return l`<section class="wall-door">
      <h2>${o("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...e].join(" ")}>${e}</p>
      ${a===null?u:l`<p class="wall-link">${dt(a)}</p>`}
    </section>
    ${a===null?l`<p class="warning">${o("onlyHere",{host:location.host})}</p>`:ft(a)}
    <section class="wall-guests">
      <h2>${o("players",{count:t.length})}</h2>
      <ul>
        ${G(n,({id:i})=>i,i=>l`<li .style=${k(i.team_id)}>${h(i.name)}</li>`)}
        ${s>0?l`<li>${o("more",{count:s})}</li>`:u}
      </ul>
    </section>`}function In({code:e,question:t,question_value:n}){return l`<header class="wall-top">
    <p class="wall-question">${o("questionNumber",{question:t})}</p>
    ${n>0?l`<p class="wall-value">${n}</p>`:u} ${_()}
    <p class="wall-corner">${nt()?o("offline"):e}</p>
  </header>`}function An(e){let{active_player:t,buzz_queue:n}=e,{verdict:s}=c;if(s!==null){let d=j(s.points);return q(s.event,l`<section class="wall-word" data-kind=${d}><p>${o(s.key,s.values)}</p></section>`)}let a=t??O(e);if(a===void 0){let d=D(e);return l`<section class="wall-word" data-kind=${d}><p>${o(d==="open"?"wallOpen":"wallLocked")}</p></section>`}let i=n.find(({id:d})=>d===a.id),r=t===null?o("wallFirst"):t.out_of_time?o("wallTimeOver"):o("wallAnswers");return q(a.id,l`<section class="wall-word" data-kind=${t?"answering":"first"} .style=${k(i?.team_id)}>
      <p class="wall-label">${r}</p>
      <p .style=${L(a.name)}>${h(a.name)}</p>
    </section>`)}function zt({buzz_queue:e}){let t=e.slice(0,Ln);return l`<ol class="wall-queue" aria-label=${o("queue")} ?data-empty=${t.length===0}>
    ${G(t,({id:n})=>n,n=>l`<li data-state=${n.state} .style=${k(n.team_id)}>
          <span class="rank">${n.position}</span> ${h(n.name)}
          <span class="behind">${K(n)}</span>
        </li>`)}
  </ol>`}function ke(e,t,n=0){let{kind:s,entries:a}=pe(e),i=a.slice(n,n+t[s]),r=a.length-n-i.length,{columns:d,rows:p}=Xe(i.length+(r>0?1:0));return l`<ol class="wall-board" data-columns=${d} .style=${`--rows: ${p}; --columns: ${d}`}
    aria-label=${o("scoreboard")}>
    ${G(i,({id:f})=>f,({rank:f,name:b,score:E,colour:ae,isHere:ie,isActive:Ft})=>l`<li ?data-active=${Ft} ?data-gone=${!ie} .style=${ae}>
          <span class="rank">${f}</span> ${h(b)} <span class="score">${E}</span>
        </li>`)}
    ${r>0?l`<li class="wall-more">${o("more",{count:r})}</li>`:u}
  </ol>`}function Cn(e){let{kind:t,entries:n}=pe(e),s=n.slice(0,3);return l`<header class="wall-top"><p class="wall-question">${o("standings")}</p></header>
    <ol class="podium" data-count=${s.length}>
      ${s.map(({name:a,score:i,rank:r,colour:d})=>l`<li data-rank=${r} .style=${d}>
            ${h(a)}
            <p class="podium-step"><span>${r}</span> <span class="score">${i}</span></p>
          </li>`)}
    </ol>
    ${n.length>s.length?ke(e,{...Z,[t]:Z[t]-s.length},s.length):u}`}function Bn(){let{sound:e}=c.preferences;return l`<div class="wall-tools">
    ${document.fullscreenEnabled?l`<button class="quiet" @click=${Fn} aria-label=${o("fullScreen")} title=${o("fullScreen")}>${g("full")}</button>`:u}
    <button class="quiet" @click=${()=>qe({sound:!e})} aria-pressed=${e} aria-label=${o("sound")}
      title=${o("sound")}>
      ${g(e?"sound":"silent")}
    </button>
  </div>`}function Fn(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var Vn={start:Nt,host:_t,player:xt,screen:It},jn=2e3,Mn=55e3,Rn=100,te=document.getElementById("app"),At=document.getElementById("announcer");function Ct(){tt(),mt(te,()=>Ee(Vn[c.place.page](),te)),yt(te.querySelectorAll(".game button"));let e=ot();At.textContent!==e&&(At.textContent=e),Ie(Ct)}var ee=null,ne,se=!1;async function oe(){ee?.abort(),ee=null;let{seat:e,place:t}=c;if(e===null)return t.page==="player"?Je():null;let{signal:n}=ee=new AbortController,s=se?()=>Mn:Dn(n);t.page==="host"&&ye();let a=d=>{d.you.role===t.page?Te(d):i("not-in-lobby")},i=d=>{n.aborted||(ee.abort(),Qe(d))},r=await gt(t.code,e.token,{show:a,heard:Pn,broken:re,lost:Wn,pace:s,signal:n});r!==null&&i(r)}function Dn(e){re(),kt();let t=Et(e);return()=>t.isMine?null:t.isKnown?ge:Rn}function Gn(){document.visibilityState==="visible"||c.place.page==="screen"||se||(se=!0,oe())}function Pn(){clearTimeout(ne),ne=void 0,c.connection!==N.LIVE&&m({connection:N.LIVE})}function Wn(){ne??=setTimeout(Bt,jn)}function Bt(){clearTimeout(ne),c.connection!==N.OFFLINE&&m({connection:N.OFFLINE})}function Hn(){Bt(),oe()}function ve(){se=!1,Le(),oe()}var Kn=e=>c.dialog?.kind==="history"&&(e.dialog!==c.dialog||e.lobby?.last_event?.id!==c.lobby?.last_event?.id);Se(e=>{(e.place!==c.place||e.seat?.token!==c.seat?.token)&&oe(),e.dialog!==c.dialog&&c.place.page==="host"&&ye(),Kn(e)&&Ke(),Ct(),Ce(e)});addEventListener("online",ve);addEventListener("offline",Hn);addEventListener("pageshow",e=>e.persisted&&ve());vt(Gn);document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&ve());await ze();te.replaceChildren();Ae();Tt();Lt();Ve();Fe();wt();

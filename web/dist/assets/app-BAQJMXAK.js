import{$ as Dt,A as St,Aa as x,B as b,Ba as E,C as zt,Ca as ee,D as At,Da as P,E as Bt,Ea as D,F as Ct,Fa as H,G as Nt,Ga as W,H as F,Ha as lt,I as It,Ia as g,J as V,Ja as A,K as Ft,Ka as rt,L as Vt,La as O,M as Mt,Ma as ne,Na as se,Oa as oe,Pa as ae,Q as at,Qa as ie,S as Rt,W as jt,X as Pt,a as i,aa as Ht,b as u,ba as q,c as $t,ca as M,d as C,da as v,e as gt,ea as it,f as bt,fa as Wt,g as wt,ga as $,h as nt,ha as Kt,i as yt,ia as Ut,j as N,ja as Gt,ka as R,l as I,la as o,m as T,ma as Jt,n as r,na as m,o as kt,oa as _,p as f,pa as Qt,q as vt,qa as S,r as _t,ra as w,s as xt,sa as k,t as Et,ta as z,u as Ot,ua as Xt,v as Lt,va as Yt,w as st,wa as Zt,x as Tt,xa as te,y as qt,ya as y,z as ot,za as j}from"./chunk-DQEP3UUT.js";import"./chunk-GBA726VR.js";var ct=null,K=null;function le(t,e){let n=document.activeElement,s=t.contains(n);e();let a=t.firstElementChild.dataset.view,l=ct!==null&&ct!==a;ct=a;let c=t.querySelector("dialog");l?t.querySelector("[data-focus]").focus():c!==null&&!c.open?(K=n,c.showModal()):s&&(!t.contains(document.activeElement)||n.matches(":disabled"))&&(K?.isConnected?K:t.querySelector("[data-next]")??t.querySelector("[data-focus]")).focus({preventScroll:!0}),c===null&&(K=null)}var Ve=4e4,Me=1e4,Re=25,je=35e3,dt=2e3,Pe=2,ce=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function ue(t,e,{show:n,heard:s,lost:a,pace:l,signal:c}){let d=new ut(t,e,{show:n,heard:s,pace:l,signal:c});try{return await d.follow(a),null}catch(p){if(p instanceof C)return p.code;throw p}}var ut=class{#e=0;#t=null;#n=null;constructor(e,n,{show:s,heard:a,pace:l,signal:c}){Object.assign(this,{path:`/${e}`,token:n,show:s,heard:a,pace:l,signal:c})}async follow(e){let n=[()=>this.#d(),()=>this.#u(),()=>this.#r(dt)],[s,a,l]=[0,0,0];for(;!this.signal.aborted;){let[c,d]=[this.#e,this.pace()],{told:p}=await re(d===null?n[s]():this.#r(d));if(this.signal.aborted)return;this.#e>c?[a,l]=[0,0]:(await re(this.#a())).answered?[a,l]=[d===null?a+1:a,0]:(l+=1,e()),a===Pe&&s<n.length-1?[s,a]=[s+1,0]:(s===0&&d===null||l>0)&&await this.#c(p,l)}}#c(e,n){return nt(e??bt(n),{signal:this.signal,wakeable:e===null})}#s(e,n,s){let{path:a,token:l,signal:c}=this;return yt("GET",a+e,{token:l,signal:c,...n},s)}#o(){this.#e+=1,this.heard()}#i(e){this.#t=e.version,this.show(e),this.#o()}async#l(e){if(e.status===204||e.status===304)return this.#o();let n=await N(e);this.#n=e.headers.get("ETag"),this.#i(n)}#a(){let e=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:e},n=>this.#l(n))}async#r(e){this.#t!==null&&await nt(e,{signal:this.signal}),await this.#a()}#u(){if(this.#t===null)return this.#a();let e=`?since=${this.#t}&wait=${Re}`;return this.#s(e,{patience:je},n=>this.#l(n))}#d(){let e={};return this.#s("/events?roster=changes",{patience:Me},async(n,s)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new gt("no stream");for await(let l of He(n.body))if(s(Ve),l.name==="lobby"){let c={...e,...JSON.parse(l.data)};e={players:c.players,teams:c.teams},this.#i(c)}else{if(l.name==="end")return De(l);this.#o()}return null})}};async function re(t){try{return{answered:!0,told:await t??null}}catch(e){if(e instanceof C&&ce.has(e.code))throw e;return{answered:!1,told:e.retryAfter??null}}}function De({data:t}){let{code:e,retry_ms:n}=JSON.parse(t);if(ce.has(e))throw new C(e);return n}async function*He(t){let e=t.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:s,done:a}=await e.read();if(a)return;let l=(n+s).split(`

`);n=l.pop();for(let c of l)yield We(c)}}function We(t){let e=n=>t.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:e("event"),data:e("data")}}var Ke=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function de(){if(!Ke.test(location.hostname))return f({origin:location.origin});let t=await fetch("/web/address").then(N).then(({address:e})=>e).catch(()=>null);t!==null&&f({origin:t})}var pe=new WeakMap;function fe(t){for(let e of t){let n=pe.get(e),s=Ue(e);if(n!==void 0&&Ge(n,s))continue;clearTimeout(n?.timer),e.toggleAttribute("data-fresh",!0);let a=setTimeout(()=>e.toggleAttribute("data-fresh",!1),400);pe.set(e,{...s,timer:a})}}function Ue(t){let{left:e,top:n,width:s,height:a}=t.getBoundingClientRect();return{is:`${t.closest("[data-about]")?.dataset.about} ${t.textContent}`,left:e+scrollX,top:n+scrollY,width:s,height:a}}var Ge=(t,e)=>t.is===e.is&&Math.abs(e.left-t.left)<t.width/2&&Math.abs(e.top-t.top)<t.height/2;var Je=["panenka.place.1","panenka.place.2","panenka.place.3","panenka.place.4"],me="panenka.room",he=()=>!/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol),$e=new BroadcastChannel(me),ge=()=>he()&&$e.postMessage(me),be=t=>$e.addEventListener("message",t);function we(t){let e={isMine:!he()||navigator.locks===void 0};if(e.isMine)return e;let n=()=>e.isMine?null:(e.isMine=!0,new Promise(s=>t.addEventListener("abort",s)));for(let s of Je)navigator.locks.request(s,{signal:t},n).catch(()=>e.isMine||=!t.aborted);return e}var pt=null;async function ft(){if(pt===null)try{pt=await import("./host-dialogs-7GDD7IVP.js"),f({})}catch{r.dialog!==null&&f({dialog:null,notice:{key:"notice.noAnswer"}})}}function ye(){let{lobby:t,place:e,seat:n}=r;return n===null?Ze():i`<main class="console" data-view="host" ?data-begun=${t!==null&&q(t)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>g("invitation")} aria-label=${o("inviteWith",{code:e.code})}>
          ${e.code}
        </button>
      </h1>
      ${t===null?u:i`<p class="bar-line" title=${z(t)}>${z(t)}</p>`}
      <button class="quiet with-icon" @click=${Qe} aria-label=${o("history")}>
        ${$("history")} <span>${o("history")}</span>
      </button>
      <button class="quiet" @click=${()=>g("menu")} aria-label=${o("menu")}>${$("menu")}</button>
    </header>
    ${j()}
    ${t===null?i`<p class="hint">${o("connecting")}</p>`:i`<div class="stage">${en(t)} ${P(({id:s})=>g("player",s))}</div>
          ${ln(t)}`}
    ${Xe()} ${pt?.hostDialogs()}
  </main>`}function Qe(){f({history:null}),g("history")}var Xe=()=>i`<div class="done-place">${y()} ${Ye()}</div>`;function Ye(){let{done:t,waiting:e}=r,n=(a,l,c)=>i`<p class="done" data-kind=${a}><span title=${l}>${l}</span> ${c}</p>`;return i`<div role="status">${(()=>{if(e?.isLong&&e.key){let l=o("waits",{what:o(e.key,e.values)});return n("waiting",l,i`<button @click=${e.stop}>${o("takeBack")}</button>`)}if(t===null)return u;let a=i`<button aria-keyshortcuts="u" @click=${U(()=>at(t.event))}>${o("undo")}</button>`;return n("done",o(t.key,t.values),a)})()}</div>`}function Ze(){let{code:t}=r.place;return i`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${o("hosting",{code:t})}</h1></header>
    <section class="card">
      <p>${o("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>b({page:"player",code:t})}>${o("joinLobby",{code:t})}</button>
      <button class="wide quiet-wide" @click=${()=>b({page:"start",code:null})}>${o("startTitle")}</button>
    </section>
    ${E()}
  </main>`}function tn(){return i`<div class="gathering">
    ${x(o("forgetfulHost"),ne(o("copyReopenLink"),Bt()))} ${ae()}
  </div>`}function en(t){if(t.phase==="finished")return sn();let{active_player:e,buzz_queue:n}=t,s=n.find(({id:a})=>a===e?.id)??v(t);return i`<section class="floor game" aria-labelledby="up-title">
    ${s===void 0&&e===null?on(t):an(t,s)}
    ${q(t)?D(n.filter(a=>a!==s),ke):tn()}
  </section>`}var nn=3;function sn(){let{last_event:t,round:e}=r.lobby;return i`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${o("standings")}</h2>
      <div class="up-buttons">
        ${t?.kind==="finish"&&t.undoable?i`<button data-about=${t.id} @click=${U(()=>at(t.id))}>${o("goOn")}</button>`:u}
        <button @click=${()=>g("restart",e)}>${o("restart")}</button>
      </div>
    </div>
    ${W(nn)}
  </section>`}function on(t){let e=M(t);return i`<div class="up" data-kind=${e}>
    <p class="up-label">${o(e==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${o(e==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${k()}
  </div>`}function an({active_player:t,buzz_queue:e,window_ends_at:n},s){let a=t?.name??s.name,c=t===null?n===null?"buzzedFirstLabel":"orderOpen":t.out_of_time?"wallTimeOver":"wallAnswers",d=s&&s.position>1&&e.length>1;return i`<div class="up queued" data-kind=${t?"answering":"first"} .style=${w(s?.team_id)}>
    <p class="up-label">${o(c)} ${d?i`<span class="behind">${H(s)}</span>`:u}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${_(a)}>${m(a)}</h2>
    ${k()} ${s?ke(s):u}
  </div>`}var U=t=>({detail:e})=>e>1||t();function ke({id:t,name:e,position:n,state:s}){let{phase:a,window_ends_at:l}=r.lobby;return s!=="waiting"||a==="finished"||l!==null?u:i`<button class="choose" data-about=${t} data-key=${n} @click=${U(()=>It({id:t,name:e}))}
    aria-keyshortcuts=${n<=9?n:u} aria-label=${o("confirm",{name:e})}>
    ${o("confirmShort")}
  </button>`}function ln(t){let{active_player:e,locked:n,phase:s,question_value:a,round:l,settings:c}=t,d=s==="finished",p={about:`${e?.id} ${l}`,disabled:e===null};return i`<section class="moves game" aria-label=${o("moves")}>
    ${cn(t)}
    <div class="move-buttons">
      ${B("right","r",()=>V("plus"),{...p,by:a>0?`+${a}`:""})}
      ${B("wrong","w",()=>V("minus"),{...p,by:a>0&&c.wrong_costs?`−${a}`:""})}
      ${B("skip","s",()=>V("skip"),p)}
      ${B(n?"open":"lock","o",()=>Vt(!n),{about:l,disabled:d})}
      ${B("next","n",Ft,{about:l,disabled:d})}
    </div>
  </section>`}var rn={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function B(t,e,n,{about:s,disabled:a,by:l=""}){return i`<button class="move" data-move=${t} data-key=${e} data-about=${s} ?disabled=${a}
    aria-keyshortcuts=${e} @click=${U(n)}>
    ${$(t)} <span>${o(rn[t])}</span> <span class="by">${l}</span>
  </button>`}function cn({phase:t,question_value:e,settings:n}){let{values:s}=n,a=s.includes(e)?s:[e,...s];return i`<fieldset class="values" ?disabled=${t==="finished"}>
    <legend class="unseen">${o("worth")}</legend>
    ${a.map(l=>i`<label class="segment">
          <input type="radio" name="value" value=${l} .checked=${l===e} @change=${()=>Mt(l)} />
          <span>${l}</span>
        </label>`)}
  </fieldset>`}var un=({code:t,key:e})=>/^[a-z1-9]$/i.test(e)?e.toLowerCase():t.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function ve(){addEventListener("keydown",t=>{let e=t.target.closest("input:not([type=radio]), select, textarea, dialog"),n=t.ctrlKey||t.metaKey||t.altKey||t.repeat;if(r.place.page!=="host"||e||n||r.dialog!==null)return;let s=un(t),a=document.querySelector(s==="u"?".done[data-kind=done] button":`.game [data-key="${s}"]`);!a||a.disabled||a.hasAttribute("data-fresh")||(t.preventDefault(),a.click())})}var L=Kt(class extends Ut{constructor(){super(...arguments),this.key=u}render(t,e){return this.key=t,e}update(t,[e,n]){return e!==this.key&&(Gt(t),this.key=e),n}});var _e=()=>r.seat===null?dn():fn();function dn(){let{code:t}=r.place,{lobby:e,problem:n}=r.preview??{};return i`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${o("joinLobby",{code:t})}</h1>
      <p>${e?o("gameOf",{name:e.host_name}):u}</p>
    </header>
    ${y()} ${x(o("forgetful"))}
    <section class="card">
      ${n?i`<p class="warning" role="alert">${o(te(n)?n:"notice.noAnswer")}</p>`:u}
      ${n==="problem.lobby-not-found"?u:pn(e)}
      <button class="wide quiet-wide" @click=${()=>b({page:"start",code:null})}>${o("otherCode")}</button>
    </section>
    ${E()}
  </main>`}function pn(t){let{code:e}=r.place;if(t?.doors==="closed")return i`<p class="warning">${o("problem.doors-closed")}</p>`;let n=t?.team_choice==="players"&&t.teams.length>0;return i`<form @submit=${O(({name:s,team:a})=>Nt(e,s,a||null))}>
    ${A(o("yourName"))} ${n?rt(t.teams,null):u}
    <button class="primary wide" ?disabled=${S()}>${o("join")}</button>
    ${t?i`<p class="hint">${o("players",{count:t.players})}</p>`:u}
  </form>`}function fn(){let{lobby:t,seat:e,place:n}=r;return i`<main class="player" data-view="player" data-kind=${st(r).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${m(t?.you.name??e.name)}</h1>
      <p class="bar-score"><span class="unseen">${o("points")}: </span>${t?.you.score??u}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>g("menu")} aria-label=${o("menu")}>${$("menu")}</button>
    </header>
    <div class="news">${j()} ${y()} ${t===null?u:mn(t)}</div>
    <div class="pad">${bn()}</div>
    ${t===null?u:i`<div class="lists">${Oe(t)}</div>`} ${En()} ${xn()}
  </main>`}function mn(t){let{host:e,phase:n,players:s,you:a}=t,l=s.find(({id:c})=>c===a.id);return i`<p class="news-question" .style=${w(a.team_id)}>
      ${n==="finished"?o("standings"):z(t)} ${hn(a.team_id)} ${k()}
    </p>
    ${$n(l)??i`<p class="news-line">${e.online?gn(t):o("hostAway",{name:e.name})}</p>`}
    <button class="sheet-button" @click=${()=>g("scores")}>
      ${o("rankOf",{rank:l?.rank??1,count:s.length})}
    </button>`}var hn=t=>{let e=r.lobby.teams.find(n=>n.id===t);return e===void 0?u:i`<span class="team-tag">${m(e.name)}</span>`};function $n(t){if(r.verdict===null)return null;let{event:e,points:n}=r.verdict,s=I(n),a={right:o("verdictRight",{points:n}),wrong:o("verdictWrong",{points:-n}),none:o("verdictNone")}[s],l=t===void 0?u:o("rankOf",{rank:t.rank,count:r.lobby.players.length});return L(e,i`<p class="news-line verdict" data-kind=${s}><strong>${a}</strong> ${l}</p>`)}function gn(t){let{active_player:e,you:n}=t;if(e)return e.id===n.id?u:Xt(e);let s=v(t);return s&&s.id!==n.id?o("buzzedFirst",{name:s.name}):u}function bn(){let{kind:t,key:e,hint:n,values:s,pressable:a}=st(r),{barred:l,lobby:c}=r;return i`<button
    class="buzzer"
    data-kind=${t}
    data-focus
    aria-disabled=${!a}
    @pointerdown=${yn}
    @click=${vn}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${_(o(e,s))}>${o(e,s)}</span>
    <span class="buzzer-hint">${Zt(n,s)}</span>
    ${t==="ready"?i`<small class="keys-hint">${o("spaceBar")}</small>`:u}
    ${t==="barred"?L(l.until,i`<span class="bar-of-time" .style=${`animation-duration: ${c.settings.false_start_ms}ms`}></span>`):u}
  </button>`}var wn=1e3,G=new Set,xe=-1/0;function yn({button:t,isPrimary:e,pointerId:n}){t===0&&(e&&G.clear(),G.add(n),F())}function kn({pointerId:t,timeStamp:e}){G.delete(t)&&(xe=e)}function vn({timeStamp:t}){G.size===0&&t-xe>wn&&F()}function Ee(){for(let t of["pointerup","pointercancel"])addEventListener(t,kn);addEventListener("keydown",t=>{let e=t.target.closest(".buzzer")!==null,n=t.target.closest("input, dialog, button:not(.buzzer), a, summary");!(t.code==="Space"?!n:t.key==="Enter"&&e)||r.place.page!=="player"||(t.preventDefault(),t.repeat||F())})}var Oe=t=>t.phase==="finished"?W():i`${_n(t)} ${P()}`;function _n({buzz_queue:t}){return t.length===0?u:i`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${o("queue")}</h2>
    ${D(t)}
  </section>`}var xn=()=>r.lobby===null?u:lt("scores",o("scoreboard"),()=>Oe(r.lobby));function En(){let{code:t}=r.place,{settings:e,teams:n,you:s}=r.lobby??{},a=n?.length>0&&e.team_choice==="players",l=async({name:c,team:d})=>{let p={...c!==s.name&&{name:c},...a&&(d||null)!==s.team_id&&{team_id:d||null}};(Object.keys(p).length===0||await Rt("me",p))&&f({dialog:null})};return lt("menu",o("menu"),()=>i`${y()}
      <form @submit=${O(l)}>
        ${A(o("yourName"),s?.name)} ${a?rt(n,s.team_id):u}
        <button class="wide" ?disabled=${S()}>${o("save")}</button>
      </form>
      ${ee()}
      <button class="wide danger" @click=${()=>confirm(o("leaveQuestion",{code:t}))&&Pt()}>
        ${o("leave")}
      </button>`)}function Le(){return i`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${o("slogan")}</p>
    </header>
    ${y()} ${x(o("forgetful"))} ${Ln()}
    <div class="choices">
      <section class="card">
        <h2>${o("joinTitle")}</h2>
        <p class="hint">${o("joinIntroduction")}</p>
        <form @submit=${O(({code:t})=>b({page:"player",code:ot(t)}))}>
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
        <form @submit=${O(({name:t})=>Ct(t))}>
          ${A(o("yourName"))}
          <button class="primary wide" ?disabled=${S()}>${o("openLobby")}</button>
        </form>
      </section>
    </div>
    ${E()}
  </main>`}function On({target:t}){t.setCustomValidity(ot(t.value)===null?o(St(t.value)?"codeLetters":"codeHint"):"")}function Ln(){let t=xt();return t.length===0?u:i`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${o("continueTitle")}</h2>
    ${t.map(({page:e,code:n,name:s})=>i`<button class="wide" @click=${()=>b({page:e,code:n})}>
          ${o(e==="host"?"continueHost":"continuePlayer",{code:n,name:s})}
        </button>`)}
  </section>`}var Tn=3,J={players:50,teams:20},qn=36,Sn=()=>new URLSearchParams(location.search).has("overlay");function qe(){let{lobby:t,seat:e}=r,n=Sn()?"overlay":e===null||t===null?"none":zn(t);return i`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${o("wallTitle",{code:r.place.code})}</h1>
    ${e===null||t===null?Bn():An[n](t)} ${n==="overlay"?u:Vn()}
  </main>`}var zn=t=>t.phase==="finished"?"finish":q(t)?"game":"gathering",An={overlay:t=>[Te(t),mt(t,J)],gathering:Cn,finish:Fn,game:t=>i`${Nn(t)} ${In(t)} ${Te(t)} ${mt(t,J)}`};function Bn(){return i`<p class="wall-message">${o(r.seat===null?"notice.notScreen":"connecting")}</p>`}function Cn({code:t,players:e}){let n=e.slice(0,qn),s=e.length-n.length,a=se(t);return i`<section class="wall-door">
      <h2>${o("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...t].join(" ")}>${t}</p>
      ${a===null?u:i`<p class="wall-link">${oe(a)}</p>`}
    </section>
    ${a===null?i`<p class="warning">${o("onlyHere",{host:location.host})}</p>`:ie(a)}
    <section class="wall-guests">
      <h2>${o("players",{count:e.length})}</h2>
      <ul>
        ${R(n,({id:l})=>l,l=>i`<li .style=${w(l.team_id)}>${m(l.name)}</li>`)}
        ${s>0?i`<li>${o("more",{count:s})}</li>`:u}
      </ul>
    </section>`}function Nn({code:t,question:e,question_value:n}){return i`<header class="wall-top">
    <p class="wall-question">${o("questionNumber",{question:e})}</p>
    ${n>0?i`<p class="wall-value">${n}</p>`:u} ${k()}
    <p class="wall-corner">${Qt()?o("offline"):t}</p>
  </header>`}function In(t){let{active_player:e,buzz_queue:n}=t,{verdict:s}=r;if(s!==null){let d=I(s.points);return L(s.event,i`<section class="wall-word" data-kind=${d}><p>${o(s.key,s.values)}</p></section>`)}let a=e??v(t);if(a===void 0){let d=M(t);return i`<section class="wall-word" data-kind=${d}><p>${o(d==="open"?"wallOpen":"wallLocked")}</p></section>`}let l=n.find(({id:d})=>d===a.id),c=e===null?o("wallFirst"):e.out_of_time?o("wallTimeOver"):o("wallAnswers");return L(a.id,i`<section class="wall-word" data-kind=${e?"answering":"first"} .style=${w(l?.team_id)}>
      <p class="wall-label">${c}</p>
      <p .style=${_(a.name)}>${m(a.name)}</p>
    </section>`)}function Te({buzz_queue:t}){let e=t.slice(0,Tn);return i`<ol class="wall-queue" aria-label=${o("queue")} ?data-empty=${e.length===0}>
    ${R(e,({id:n})=>n,n=>i`<li data-state=${n.state} .style=${w(n.team_id)}>
          <span class="rank">${n.position}</span> ${m(n.name)}
          <span class="behind">${H(n)}</span>
        </li>`)}
  </ol>`}function mt(t,e,n=0){let{kind:s,entries:a}=it(t),l=a.slice(n,n+e[s]),c=a.length-n-l.length,{columns:d,rows:p}=Wt(l.length+(c>0?1:0));return i`<ol class="wall-board" data-columns=${d} .style=${`--rows: ${p}; --columns: ${d}`}
    aria-label=${o("scoreboard")}>
    ${R(l,({id:et})=>et,({rank:et,name:Be,score:Ce,colour:Ne,isHere:Ie,isActive:Fe})=>i`<li ?data-active=${Fe} ?data-gone=${!Ie} .style=${Ne}>
          <span class="rank">${et}</span> ${m(Be)} <span class="score">${Ce}</span>
        </li>`)}
    ${c>0?i`<li class="wall-more">${o("more",{count:c})}</li>`:u}
  </ol>`}function Fn(t){let{kind:e,entries:n}=it(t),s=n.slice(0,3);return i`<header class="wall-top"><p class="wall-question">${o("standings")}</p></header>
    <ol class="podium" data-count=${s.length}>
      ${s.map(({name:a,score:l,rank:c,colour:d})=>i`<li data-rank=${c} .style=${d}>
            ${m(a)}
            <p class="podium-step"><span>${c}</span> <span class="score">${l}</span></p>
          </li>`)}
    </ol>
    ${n.length>s.length?mt(t,{...J,[e]:J[e]-s.length},s.length):u}`}function Vn(){let{sound:t}=r.preferences;return i`<div class="wall-tools">
    ${document.fullscreenEnabled?i`<button class="quiet" @click=${Mn} aria-label=${o("fullScreen")} title=${o("fullScreen")}>${$("full")}</button>`:u}
    <button class="quiet" @click=${()=>_t({sound:!t})} aria-pressed=${t} aria-label=${o("sound")}
      title=${o("sound")}>
      ${$(t?"sound":"silent")}
    </button>
  </div>`}function Mn(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var Rn={start:Le,host:ye,player:_e,screen:qe},jn=2e3,Pn=55e3,X=document.getElementById("app"),Se=document.getElementById("announcer");function ze(){Jt(),le(X,()=>$t(Rn[r.place.page](),X)),fe(X.querySelectorAll(".game button"));let t=Yt();Se.textContent!==t&&(Se.textContent=t),Lt(ze)}var Q=null,Y,Z=!1;async function tt(){Q?.abort(),Q=null;let{seat:t,place:e}=r;if(t===null)return e.page==="player"?Dt():null;let{signal:n}=Q=new AbortController,s=Z?()=>Pn:Dn(n);e.page==="host"&&ft();let a=d=>{d.you.role===e.page?vt(d):l("not-in-lobby")},l=d=>{n.aborted||(Q.abort(),Ht(d))},c=await ue(e.code,t.token,{show:a,heard:Wn,lost:Kn,pace:s,signal:n});c!==null&&l(c)}function Dn(t){Ot(),ge();let e=we(t);return()=>e.isMine?null:dt}function Hn(){document.visibilityState==="visible"||r.place.page==="screen"||Z||(Z=!0,tt())}function Wn(){clearTimeout(Y),Y=void 0,r.connection!==T.LIVE&&f({connection:T.LIVE})}function Kn(){Y??=setTimeout(Ae,jn)}function Ae(){clearTimeout(Y),r.connection!==T.OFFLINE&&f({connection:T.OFFLINE})}function Un(){Ae(),tt()}function ht(){Z=!1,wt(),tt()}var Gn=t=>r.dialog?.kind==="history"&&(t.dialog!==r.dialog||t.lobby?.last_event?.id!==r.lobby?.last_event?.id);kt(t=>{(t.place!==r.place||t.seat?.token!==r.seat?.token)&&tt(),t.dialog!==r.dialog&&r.place.page==="host"&&ft(),Gn(t)&&jt(),ze(),qt(t)});addEventListener("online",ht);addEventListener("offline",Un);addEventListener("pageshow",t=>t.persisted&&ht());be(Hn);document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&ht());await Et();X.replaceChildren();Tt();Ee();ve();At();zt();de();

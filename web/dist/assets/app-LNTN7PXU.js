import{$ as Dt,A as St,Aa as x,B as b,Ba as E,C as zt,Ca as ee,D as At,Da as P,E as Bt,Ea as D,F as Ct,Fa as W,G as Nt,Ga as ne,H as F,Ha as H,I as It,Ia as lt,J as V,Ja as g,K as Ft,Ka as A,L as Vt,La as rt,M as Mt,Ma as O,Na as se,Oa as oe,Pa as ae,Q as at,Qa as ie,Ra as le,S as Rt,W as jt,X as Pt,a as i,aa as Wt,b as u,ba as q,c as $t,ca as M,d as C,da as v,e as gt,ea as it,f as bt,fa as Ht,g as wt,ga as $,h as nt,ha as Kt,i as yt,ia as Ut,j as N,ja as Gt,ka as R,l as I,la as o,m as T,ma as Jt,n as r,na as m,o as kt,oa as _,p as f,pa as Qt,q as vt,qa as S,r as _t,ra as w,s as xt,sa as k,t as Et,ta as z,u as Ot,ua as Xt,v as Lt,va as Yt,w as st,wa as Zt,x as Tt,xa as te,y as qt,ya as y,z as ot,za as j}from"./chunk-FHLDT67O.js";import"./chunk-GBA726VR.js";var ct=null,K=null;function re(t,e){let n=document.activeElement,s=t.contains(n);e();let a=t.firstElementChild.dataset.view,l=ct!==null&&ct!==a;ct=a;let c=t.querySelector("dialog");l?t.querySelector("[data-focus]").focus():c!==null&&!c.open?(K=n,c.showModal()):s&&(!t.contains(document.activeElement)||n.matches(":disabled"))&&(K?.isConnected?K:t.querySelector("[data-next]")??t.querySelector("[data-focus]")).focus({preventScroll:!0}),c===null&&(K=null)}var Me=4e4,Re=1e4,je=25,Pe=35e3,dt=2e3,De=2,ue=new Set(["unauthorized","not-in-lobby","lobby-not-found"]);async function de(t,e,{show:n,heard:s,lost:a,pace:l,signal:c}){let d=new ut(t,e,{show:n,heard:s,pace:l,signal:c});try{return await d.follow(a),null}catch(p){if(p instanceof C)return p.code;throw p}}var ut=class{#e=0;#t=null;#n=null;constructor(e,n,{show:s,heard:a,pace:l,signal:c}){Object.assign(this,{path:`/${e}`,token:n,show:s,heard:a,pace:l,signal:c})}async follow(e){let n=[()=>this.#d(),()=>this.#u(),()=>this.#r(dt)],[s,a,l]=[0,0,0];for(;!this.signal.aborted;){let[c,d]=[this.#e,this.pace()],{told:p}=await ce(d===null?n[s]():this.#r(d));if(this.signal.aborted)return;this.#e>c?[a,l]=[0,0]:(await ce(this.#a())).answered?[a,l]=[d===null?a+1:a,0]:(l+=1,e()),a===De&&s<n.length-1?[s,a]=[s+1,0]:(s===0&&d===null||l>0)&&await this.#c(p,l)}}#c(e,n){return nt(e??bt(n),{signal:this.signal,wakeable:e===null})}#s(e,n,s){let{path:a,token:l,signal:c}=this;return yt("GET",a+e,{token:l,signal:c,...n},s)}#o(){this.#e+=1,this.heard()}#i(e){this.#t=e.version,this.show(e),this.#o()}async#l(e){if(e.status===204||e.status===304)return this.#o();let n=await N(e);this.#n=e.headers.get("ETag"),this.#i(n)}#a(){let e=this.#n===null?{}:{"If-None-Match":this.#n};return this.#s("",{headers:e},n=>this.#l(n))}async#r(e){this.#t!==null&&await nt(e,{signal:this.signal}),await this.#a()}#u(){if(this.#t===null)return this.#a();let e=`?since=${this.#t}&wait=${je}`;return this.#s(e,{patience:Pe},n=>this.#l(n))}#d(){let e={};return this.#s("/events?roster=changes",{patience:Re},async(n,s)=>{if(!(n.headers.get("Content-Type")??"").startsWith("text/event-stream"))throw new gt("no stream");for await(let l of He(n.body))if(s(Me),l.name==="lobby"){let c={...e,...JSON.parse(l.data)};e={players:c.players,teams:c.teams},this.#i(c)}else{if(l.name==="end")return We(l);this.#o()}return null})}};async function ce(t){try{return{answered:!0,told:await t??null}}catch(e){if(e instanceof C&&ue.has(e.code))throw e;return{answered:!1,told:e.retryAfter??null}}}function We({data:t}){let{code:e,retry_ms:n}=JSON.parse(t);if(ue.has(e))throw new C(e);return n}async function*He(t){let e=t.pipeThrough(new TextDecoderStream).getReader(),n="";for(;;){let{value:s,done:a}=await e.read();if(a)return;let l=(n+s).split(`

`);n=l.pop();for(let c of l)yield Ke(c)}}function Ke(t){let e=n=>t.match(new RegExp(`^${n}: (.*)$`,"m"))?.[1];return{name:e("event"),data:e("data")}}var Ue=/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;async function pe(){if(!Ue.test(location.hostname))return f({origin:location.origin});let t=await fetch("/web/address").then(N).then(({address:e})=>e).catch(()=>null);t!==null&&f({origin:t})}var fe=new WeakMap;function me(t){for(let e of t){let n=fe.get(e),s=Ge(e);if(n!==void 0&&Je(n,s))continue;clearTimeout(n?.timer),e.toggleAttribute("data-fresh",!0);let a=setTimeout(()=>e.toggleAttribute("data-fresh",!1),400);fe.set(e,{...s,timer:a})}}function Ge(t){let{left:e,top:n,width:s,height:a}=t.getBoundingClientRect();return{is:`${t.closest("[data-about]")?.dataset.about} ${t.textContent}`,left:e+scrollX,top:n+scrollY,width:s,height:a}}var Je=(t,e)=>t.is===e.is&&Math.abs(e.left-t.left)<t.width/2&&Math.abs(e.top-t.top)<t.height/2;var Qe=["panenka.place.1","panenka.place.2","panenka.place.3","panenka.place.4"],he="panenka.room",$e=()=>!/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol),ge=new BroadcastChannel(he),be=()=>$e()&&ge.postMessage(he),we=t=>ge.addEventListener("message",t);function ye(t){let e={isMine:!$e()||navigator.locks===void 0};if(e.isMine)return e;let n=()=>e.isMine?null:(e.isMine=!0,new Promise(s=>t.addEventListener("abort",s)));for(let s of Qe)navigator.locks.request(s,{signal:t},n).catch(()=>e.isMine||=!t.aborted);return e}var pt=null;async function ft(){if(pt===null)try{pt=await import("./host-dialogs-BFIQEYTY.js"),f({})}catch{r.dialog!==null&&f({dialog:null,notice:{key:"notice.noAnswer"}})}}function ke(){let{lobby:t,place:e,seat:n}=r;return n===null?tn():i`<main class="console" data-view="host" ?data-begun=${t!==null&&q(t)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${()=>g("invitation")} aria-label=${o("inviteWith",{code:e.code})}>
          ${e.code}
        </button>
      </h1>
      ${t===null?u:i`<p class="bar-line" title=${z(t)}>${z(t)}</p>`}
      <button class="quiet with-icon" @click=${Xe} aria-label=${o("history")}>
        ${$("history")} <span>${o("history")}</span>
      </button>
      <button class="quiet" @click=${()=>g("menu")} aria-label=${o("menu")}>${$("menu")}</button>
    </header>
    ${j()}
    ${t===null?i`<p class="hint">${o("connecting")}</p>`:i`<div class="stage">${nn(t)} ${P(({id:s})=>g("player",s))}</div>
          ${rn(t)}`}
    ${Ye()} ${pt?.hostDialogs()}
  </main>`}function Xe(){f({history:null}),g("history")}var Ye=()=>i`<div class="done-place">${y()} ${Ze()}</div>`;function Ze(){let{done:t,waiting:e}=r,n=(a,l,c)=>i`<p class="done" data-kind=${a}><span title=${l}>${l}</span> ${c}</p>`;return i`<div role="status">${(()=>{if(e?.isLong&&e.key){let l=o("waits",{what:o(e.key,e.values)});return n("waiting",l,i`<button @click=${e.stop}>${o("takeBack")}</button>`)}if(t===null)return u;let a=i`<button aria-keyshortcuts="u" @click=${U(()=>at(t.event))}>${o("undo")}</button>`;return n("done",o(t.key,t.values),a)})()}</div>`}function tn(){let{code:t}=r.place;return i`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${o("hosting",{code:t})}</h1></header>
    <section class="card">
      <p>${o("notice.notHost")}</p>
      <button class="primary wide" @click=${()=>b({page:"player",code:t})}>${o("joinLobby",{code:t})}</button>
      <button class="wide quiet-wide" @click=${()=>b({page:"start",code:null})}>${o("startTitle")}</button>
    </section>
    ${E()}
  </main>`}function en(){return i`<div class="gathering">
    ${x(o("forgetfulHost"),se(o("copyReopenLink"),Bt()))} ${ie()}
  </div>`}function nn(t){if(t.phase==="finished")return on();let{active_player:e,buzz_queue:n}=t,s=n.find(({id:a})=>a===e?.id)??v(t);return i`<section class="floor game" aria-labelledby="up-title">
    ${s===void 0&&e===null?an(t):ln(t,s)}
    ${q(t)?D(n.filter(a=>a!==s),ve):en()}
  </section>`}var sn=3;function on(){let{last_event:t,round:e}=r.lobby;return i`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${o("standings")}</h2>
      <div class="up-buttons">
        ${t?.kind==="finish"&&t.undoable?i`<button data-about=${t.id} @click=${U(()=>at(t.id))}>${o("goOn")}</button>`:u}
        <button @click=${()=>g("restart",e)}>${o("restart")}</button>
      </div>
    </div>
    ${H(sn)}
  </section>`}function an(t){let e=M(t);return i`<div class="up" data-kind=${e}>
    <p class="up-label">${o(e==="open"?"buzzersOpen":"buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${o(e==="open"?"nobodyAnswers":"lockedTitle")}</h2>
    ${k()}
  </div>`}function ln({active_player:t,buzz_queue:e,window_ends_at:n},s){let a=t?.name??s.name,c=t===null?n===null?"buzzedFirstLabel":"orderOpen":t.out_of_time?"wallTimeOver":"wallAnswers",d=s&&s.position>1&&e.length>1;return i`<div class="up queued" data-kind=${t?"answering":"first"} .style=${w(s?.team_id)}>
    <p class="up-label">${o(c)} ${d?i`<span class="behind">${W(s)}</span>`:u}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${_(a)}>${m(a)}</h2>
    ${s?i`<p class="behind">${ne(s)}</p>`:u} ${k()} ${s?ve(s):u}
  </div>`}var U=t=>({detail:e})=>e>1||t();function ve({id:t,name:e,position:n,state:s}){let{phase:a,window_ends_at:l}=r.lobby;return s!=="waiting"||a==="finished"||l!==null?u:i`<button class="choose" data-about=${t} data-key=${n} @click=${U(()=>It({id:t,name:e}))}
    aria-keyshortcuts=${n<=9?n:u} aria-label=${o("confirm",{name:e})}>
    ${o("confirmShort")}
  </button>`}function rn(t){let{active_player:e,locked:n,phase:s,question_value:a,round:l,settings:c}=t,d=s==="finished",p={about:`${e?.id} ${l}`,disabled:e===null};return i`<section class="moves game" aria-label=${o("moves")}>
    ${un(t)}
    <div class="move-buttons">
      ${B("right","r",()=>V("plus"),{...p,by:a>0?`+${a}`:""})}
      ${B("wrong","w",()=>V("minus"),{...p,by:a>0&&c.wrong_costs?`−${a}`:""})}
      ${B("skip","s",()=>V("skip"),p)}
      ${B(n?"open":"lock","o",()=>Vt(!n),{about:l,disabled:d})}
      ${B("next","n",Ft,{about:l,disabled:d})}
    </div>
  </section>`}var cn={right:"right",wrong:"wrong",skip:"skip",open:"unlock",lock:"lock",next:"next"};function B(t,e,n,{about:s,disabled:a,by:l=""}){return i`<button class="move" data-move=${t} data-key=${e} data-about=${s} ?disabled=${a}
    aria-keyshortcuts=${e} @click=${U(n)}>
    ${$(t)} <span>${o(cn[t])}</span> <span class="by">${l}</span>
  </button>`}function un({phase:t,question_value:e,settings:n}){let{values:s}=n,a=s.includes(e)?s:[e,...s];return i`<fieldset class="values" ?disabled=${t==="finished"}>
    <legend class="unseen">${o("worth")}</legend>
    ${a.map(l=>i`<label class="segment">
          <input type="radio" name="value" value=${l} .checked=${l===e} @change=${()=>Mt(l)} />
          <span>${l}</span>
        </label>`)}
  </fieldset>`}var dn=({code:t,key:e})=>/^[a-z1-9]$/i.test(e)?e.toLowerCase():t.replace(/^(Key|Digit|Numpad)/,"").toLowerCase();function _e(){addEventListener("keydown",t=>{let e=t.target.closest("input:not([type=radio]), select, textarea, dialog"),n=t.ctrlKey||t.metaKey||t.altKey||t.repeat;if(r.place.page!=="host"||e||n||r.dialog!==null)return;let s=dn(t),a=document.querySelector(s==="u"?".done[data-kind=done] button":`.game [data-key="${s}"]`);!a||a.disabled||a.hasAttribute("data-fresh")||(t.preventDefault(),a.click())})}var L=Kt(class extends Ut{constructor(){super(...arguments),this.key=u}render(t,e){return this.key=t,e}update(t,[e,n]){return e!==this.key&&(Gt(t),this.key=e),n}});var xe=()=>r.seat===null?pn():mn();function pn(){let{code:t}=r.place,{lobby:e,problem:n}=r.preview??{};return i`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${o("joinLobby",{code:t})}</h1>
      <p>${e?o("gameOf",{name:e.host_name}):u}</p>
    </header>
    ${y()} ${x(o("forgetful"))}
    <section class="card">
      ${n?i`<p class="warning" role="alert">${o(te(n)?n:"notice.noAnswer")}</p>`:u}
      ${n==="problem.lobby-not-found"?u:fn(e)}
      <button class="wide quiet-wide" @click=${()=>b({page:"start",code:null})}>${o("otherCode")}</button>
    </section>
    ${E()}
  </main>`}function fn(t){let{code:e}=r.place;if(t?.doors==="closed")return i`<p class="warning">${o("problem.doors-closed")}</p>`;let n=t?.team_choice==="players"&&t.teams.length>0;return i`<form @submit=${O(({name:s,team:a})=>Nt(e,s,a||null))}>
    ${A(o("yourName"))} ${n?rt(t.teams,null):u}
    <button class="primary wide" ?disabled=${S()}>${o("join")}</button>
    ${t?i`<p class="hint">${o("players",{count:t.players})}</p>`:u}
  </form>`}function mn(){let{lobby:t,seat:e,place:n}=r;return i`<main class="player" data-view="player" data-kind=${st(r).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${m(t?.you.name??e.name)}</h1>
      <p class="bar-score"><span class="unseen">${o("points")}: </span>${t?.you.score??u}</p>
      <p class="bar-code">${n.code}</p>
      <button class="quiet" @click=${()=>g("menu")} aria-label=${o("menu")}>${$("menu")}</button>
    </header>
    <div class="news">${j()} ${y()} ${t===null?u:hn(t)}</div>
    <div class="pad">${wn()}</div>
    ${t===null?u:i`<div class="lists">${Le(t)}</div>`} ${On()} ${En()}
  </main>`}function hn(t){let{host:e,phase:n,players:s,you:a}=t,l=s.find(({id:c})=>c===a.id);return i`<p class="news-question" .style=${w(a.team_id)}>
      ${n==="finished"?o("standings"):z(t)} ${$n(a.team_id)} ${k()}
    </p>
    ${gn(l)??i`<p class="news-line">${e.online?bn(t):o("hostAway",{name:e.name})}</p>`}
    <button class="sheet-button" @click=${()=>g("scores")}>
      ${o("rankOf",{rank:l?.rank??1,count:s.length})}
    </button>`}var $n=t=>{let e=r.lobby.teams.find(n=>n.id===t);return e===void 0?u:i`<span class="team-tag">${m(e.name)}</span>`};function gn(t){if(r.verdict===null)return null;let{event:e,points:n}=r.verdict,s=I(n),a={right:o("verdictRight",{points:n}),wrong:o("verdictWrong",{points:-n}),none:o("verdictNone")}[s],l=t===void 0?u:o("rankOf",{rank:t.rank,count:r.lobby.players.length});return L(e,i`<p class="news-line verdict" data-kind=${s}><strong>${a}</strong> ${l}</p>`)}function bn(t){let{active_player:e,you:n}=t;if(e)return e.id===n.id?u:Xt(e);let s=v(t);return s&&s.id!==n.id?o("buzzedFirst",{name:s.name}):u}function wn(){let{kind:t,key:e,hint:n,values:s,pressable:a}=st(r),{barred:l,lobby:c}=r;return i`<button
    class="buzzer"
    data-kind=${t}
    data-focus
    aria-disabled=${!a}
    @pointerdown=${kn}
    @click=${_n}
    @contextmenu=${d=>d.preventDefault()}
  >
    <span class="buzzer-text" .style=${_(o(e,s))}>${o(e,s)}</span>
    <span class="buzzer-hint">${Zt(n,s)}</span>
    ${t==="ready"?i`<small class="keys-hint">${o("spaceBar")}</small>`:u}
    ${t==="barred"?L(l.until,i`<span class="bar-of-time" .style=${`animation-duration: ${c.settings.false_start_ms}ms`}></span>`):u}
  </button>`}var yn=1e3,G=new Set,Ee=-1/0;function kn({button:t,isPrimary:e,pointerId:n}){t===0&&(e&&G.clear(),G.add(n),F())}function vn({pointerId:t,timeStamp:e}){G.delete(t)&&(Ee=e)}function _n({timeStamp:t}){G.size===0&&t-Ee>yn&&F()}function Oe(){for(let t of["pointerup","pointercancel"])addEventListener(t,vn);addEventListener("keydown",t=>{let e=t.target.closest(".buzzer")!==null,n=t.target.closest("input, dialog, button:not(.buzzer), a, summary");!(t.code==="Space"?!n:t.key==="Enter"&&e)||r.place.page!=="player"||(t.preventDefault(),t.repeat||F())})}var Le=t=>t.phase==="finished"?H():i`${xn(t)} ${P()}`;function xn({buzz_queue:t}){return t.length===0?u:i`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${o("queue")}</h2>
    ${D(t)}
  </section>`}var En=()=>r.lobby===null?u:lt("scores",o("scoreboard"),()=>Le(r.lobby));function On(){let{code:t}=r.place,{settings:e,teams:n,you:s}=r.lobby??{},a=n?.length>0&&e.team_choice==="players",l=async({name:c,team:d})=>{let p={...c!==s.name&&{name:c},...a&&(d||null)!==s.team_id&&{team_id:d||null}};(Object.keys(p).length===0||await Rt("me",p))&&f({dialog:null})};return lt("menu",o("menu"),()=>i`${y()}
      <form @submit=${O(l)}>
        ${A(o("yourName"),s?.name)} ${a?rt(n,s.team_id):u}
        <button class="wide" ?disabled=${S()}>${o("save")}</button>
      </form>
      ${ee()}
      <button class="wide danger" @click=${()=>confirm(o("leaveQuestion",{code:t}))&&Pt()}>
        ${o("leave")}
      </button>`)}function Te(){return i`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${o("slogan")}</p>
    </header>
    ${y()} ${x(o("forgetful"))} ${Tn()}
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
              @input=${Ln}
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
  </main>`}function Ln({target:t}){t.setCustomValidity(ot(t.value)===null?o(St(t.value)?"codeLetters":"codeHint"):"")}function Tn(){let t=xt();return t.length===0?u:i`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${o("continueTitle")}</h2>
    ${t.map(({page:e,code:n,name:s})=>i`<button class="wide" @click=${()=>b({page:e,code:n})}>
          ${o(e==="host"?"continueHost":"continuePlayer",{code:n,name:s})}
        </button>`)}
  </section>`}var qn=3,J={players:50,teams:20},Sn=36,zn=()=>new URLSearchParams(location.search).has("overlay");function Se(){let{lobby:t,seat:e}=r,n=zn()?"overlay":e===null||t===null?"none":An(t);return i`<main class="wall" data-view="screen" data-stage=${n}>
    <h1 class="unseen" tabindex="-1" data-focus>${o("wallTitle",{code:r.place.code})}</h1>
    ${e===null||t===null?Cn():Bn[n](t)} ${n==="overlay"?u:Mn()}
  </main>`}var An=t=>t.phase==="finished"?"finish":q(t)?"game":"gathering",Bn={overlay:t=>[qe(t),mt(t,J)],gathering:Nn,finish:Vn,game:t=>i`${In(t)} ${Fn(t)} ${qe(t)} ${mt(t,J)}`};function Cn(){return i`<p class="wall-message">${o(r.seat===null?"notice.notScreen":"connecting")}</p>`}function Nn({code:t,players:e}){let n=e.slice(0,Sn),s=e.length-n.length,a=oe(t);return i`<section class="wall-door">
      <h2>${o("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...t].join(" ")}>${t}</p>
      ${a===null?u:i`<p class="wall-link">${ae(a)}</p>`}
    </section>
    ${a===null?i`<p class="warning">${o("onlyHere",{host:location.host})}</p>`:le(a)}
    <section class="wall-guests">
      <h2>${o("players",{count:e.length})}</h2>
      <ul>
        ${R(n,({id:l})=>l,l=>i`<li .style=${w(l.team_id)}>${m(l.name)}</li>`)}
        ${s>0?i`<li>${o("more",{count:s})}</li>`:u}
      </ul>
    </section>`}function In({code:t,question:e,question_value:n}){return i`<header class="wall-top">
    <p class="wall-question">${o("questionNumber",{question:e})}</p>
    ${n>0?i`<p class="wall-value">${n}</p>`:u} ${k()}
    <p class="wall-corner">${Qt()?o("offline"):t}</p>
  </header>`}function Fn(t){let{active_player:e,buzz_queue:n}=t,{verdict:s}=r;if(s!==null){let d=I(s.points);return L(s.event,i`<section class="wall-word" data-kind=${d}><p>${o(s.key,s.values)}</p></section>`)}let a=e??v(t);if(a===void 0){let d=M(t);return i`<section class="wall-word" data-kind=${d}><p>${o(d==="open"?"wallOpen":"wallLocked")}</p></section>`}let l=n.find(({id:d})=>d===a.id),c=e===null?o("wallFirst"):e.out_of_time?o("wallTimeOver"):o("wallAnswers");return L(a.id,i`<section class="wall-word" data-kind=${e?"answering":"first"} .style=${w(l?.team_id)}>
      <p class="wall-label">${c}</p>
      <p .style=${_(a.name)}>${m(a.name)}</p>
    </section>`)}function qe({buzz_queue:t}){let e=t.slice(0,qn);return i`<ol class="wall-queue" aria-label=${o("queue")} ?data-empty=${e.length===0}>
    ${R(e,({id:n})=>n,n=>i`<li data-state=${n.state} .style=${w(n.team_id)}>
          <span class="rank">${n.position}</span> ${m(n.name)}
          <span class="behind">${W(n)}</span>
        </li>`)}
  </ol>`}function mt(t,e,n=0){let{kind:s,entries:a}=it(t),l=a.slice(n,n+e[s]),c=a.length-n-l.length,{columns:d,rows:p}=Ht(l.length+(c>0?1:0));return i`<ol class="wall-board" data-columns=${d} .style=${`--rows: ${p}; --columns: ${d}`}
    aria-label=${o("scoreboard")}>
    ${R(l,({id:et})=>et,({rank:et,name:Ce,score:Ne,colour:Ie,isHere:Fe,isActive:Ve})=>i`<li ?data-active=${Ve} ?data-gone=${!Fe} .style=${Ie}>
          <span class="rank">${et}</span> ${m(Ce)} <span class="score">${Ne}</span>
        </li>`)}
    ${c>0?i`<li class="wall-more">${o("more",{count:c})}</li>`:u}
  </ol>`}function Vn(t){let{kind:e,entries:n}=it(t),s=n.slice(0,3);return i`<header class="wall-top"><p class="wall-question">${o("standings")}</p></header>
    <ol class="podium" data-count=${s.length}>
      ${s.map(({name:a,score:l,rank:c,colour:d})=>i`<li data-rank=${c} .style=${d}>
            ${m(a)}
            <p class="podium-step"><span>${c}</span> <span class="score">${l}</span></p>
          </li>`)}
    </ol>
    ${n.length>s.length?mt(t,{...J,[e]:J[e]-s.length},s.length):u}`}function Mn(){let{sound:t}=r.preferences;return i`<div class="wall-tools">
    ${document.fullscreenEnabled?i`<button class="quiet" @click=${Rn} aria-label=${o("fullScreen")} title=${o("fullScreen")}>${$("full")}</button>`:u}
    <button class="quiet" @click=${()=>_t({sound:!t})} aria-pressed=${t} aria-label=${o("sound")}
      title=${o("sound")}>
      ${$(t?"sound":"silent")}
    </button>
  </div>`}function Rn(){document.fullscreenElement===null?document.documentElement.requestFullscreen().catch(()=>null):document.exitFullscreen()}var jn={start:Te,host:ke,player:xe,screen:Se},Pn=2e3,Dn=55e3,X=document.getElementById("app"),ze=document.getElementById("announcer");function Ae(){Jt(),re(X,()=>$t(jn[r.place.page](),X)),me(X.querySelectorAll(".game button"));let t=Yt();ze.textContent!==t&&(ze.textContent=t),Lt(Ae)}var Q=null,Y,Z=!1;async function tt(){Q?.abort(),Q=null;let{seat:t,place:e}=r;if(t===null)return e.page==="player"?Dt():null;let{signal:n}=Q=new AbortController,s=Z?()=>Dn:Wn(n);e.page==="host"&&ft();let a=d=>{d.you.role===e.page?vt(d):l("not-in-lobby")},l=d=>{n.aborted||(Q.abort(),Wt(d))},c=await de(e.code,t.token,{show:a,heard:Kn,lost:Un,pace:s,signal:n});c!==null&&l(c)}function Wn(t){Ot(),be();let e=ye(t);return()=>e.isMine?null:dt}function Hn(){document.visibilityState==="visible"||r.place.page==="screen"||Z||(Z=!0,tt())}function Kn(){clearTimeout(Y),Y=void 0,r.connection!==T.LIVE&&f({connection:T.LIVE})}function Un(){Y??=setTimeout(Be,Pn)}function Be(){clearTimeout(Y),r.connection!==T.OFFLINE&&f({connection:T.OFFLINE})}function Gn(){Be(),tt()}function ht(){Z=!1,wt(),tt()}var Jn=t=>r.dialog?.kind==="history"&&(t.dialog!==r.dialog||t.lobby?.last_event?.id!==r.lobby?.last_event?.id);kt(t=>{(t.place!==r.place||t.seat?.token!==r.seat?.token)&&tt(),t.dialog!==r.dialog&&r.place.page==="host"&&ft(),Jn(t)&&jt(),Ae(),qt(t)});addEventListener("online",ht);addEventListener("offline",Gn);addEventListener("pageshow",t=>t.persisted&&ht());we(Hn);document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&ht());await Et();X.replaceChildren();Tt();Oe();_e();At();zt();pe();

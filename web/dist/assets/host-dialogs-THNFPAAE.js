import{Ca as M,E as C,Ha as p,Ia as y,Ja as z,Ka as W,La as f,Ma as w,N,O as j,P as A,Pa as Y,Q as q,Qa as K,R as _,S as h,T as U,U as I,V,Y as F,Z as g,_ as G,a,b as c,ga as J,k as E,ka as Q,la as t,n as l,na as v,p as $,qa as u,ya as b}from"./chunk-EPATOETO.js";import"./chunk-GBA726VR.js";var X=()=>p("links",t("links"),()=>a`${b()}
      <p class="hint">${t("linksIntroduction")}</p>
      <div class="pair">
        <button ?disabled=${u()} @click=${()=>g("screen",t("screen"))}>${t("newScreen")}</button>
        <button ?disabled=${u()} @click=${()=>g("host",t("coHost"))}>${t("newCoHost")}</button>
      </div>
      ${l.link===null||l.link.player!==null?c:pe(l.link)} ${be()}`);function pe({role:e,address:n}){let s=e==="screen"?t("screenHint"):t("coHostHint");return a`${D(s)}
  ${e==="screen"?a`<a class="button wide" href=${n} target="_blank" rel="noreferrer">${t("openScreen")}</a>
        ${w(t("copyOverlay"),n.replace("#","?overlay#"))}`:c}`}function D(e){let{address:n}=l.link;return a`<div class="made-link">
    <p>${e}</p>
    ${K(n)} ${w(t("copyLink"),n)}
  </div>`}function be(){let{links:e,lobby:n}=l;if(!e?.length)return c;let s=o=>n.players.find(r=>r.id===o)?.name;return a`<ul class="list links">
    ${e.map(({id:o,label:r,player_id:i,role:m})=>a`<li class="row">
          <span class="who">
            ${v(s(i)??r)}
            <small class="tag">${m==="seat"?t("seat"):m==="host"?t("coHost"):t("screen")}</small>
          </span>
          <button ?disabled=${u()} @click=${()=>G(o)}>${t("revoke")}</button>
        </li>`)}
  </ul>`}var O={values:[10,20,30,40,50],wrong_answer:"end",wrong_costs:!0,opens:"at_once",buzz_per:"player",false_start_ms:0,buzz_seconds:0,answer_seconds:0},Z={...O,wrong_answer:"reopen",opens:"by_host",false_start_ms:3e3,buzz_seconds:10,answer_seconds:15},$e={...Z,values:[200,400,600,800,1e3],false_start_ms:250,buzz_seconds:5,answer_seconds:5},ee=[["presetPlain",O],["presetPub",{...O,wrong_answer:"next",wrong_costs:!1}],["presetOwnGame",Z],["presetJeopardy",$e],["presetTeams",{...O,wrong_answer:"next",buzz_per:"team"}]];function te(e,n){let s={...e,values:ne(e.values),wrong_costs:"wrong_costs"in e,false_start_ms:Math.round(1e3*Number(e.false_start)),buzz_seconds:Number(e.buzz_seconds),answer_seconds:Number(e.answer_seconds),doors:"doors"in e?"closed":"open"};return delete s.false_start,Object.fromEntries(Object.entries(s).filter(([o,r])=>JSON.stringify(r)!==JSON.stringify(n[o])))}var ne=e=>e.split(/[\s,;]+/).filter(Boolean).map(Number);function se(e){let n=ne(e);return n.every(o=>Number.isInteger(o)&&o>=1&&o<=1e4)&&n.length>=1&&n.length<=10&&new Set(n).size===n.length}function ae(){let{settings:e}=l.lobby??{};if(e===void 0)return c;let n=async s=>{let o=te(s,e);(Object.keys(o).length===0||await N(o))&&$({dialog:null})};return p("rules",t("rules"),()=>a`${b()}
      <form class="rules" @submit=${f(n)}>
        <div class="presets" role="group" aria-label=${t("presets")}>
          ${ee.map(([s,o])=>a`<button type="button" @click=${r=>fe(r,o)}>${t(s)}</button>`)}
        </div>
        <label class="field">
          <span>${t("values")}</span>
          <input name="values" required inputmode="numeric" autocomplete="off" .value=${e.values.join(" ")}
            @input=${he} />
        </label>
        ${x("wrong_answer",t("wrongAnswer"),[["end",t("wrongAnswerEnds")],["next",t("wrongAnswerPasses")],["reopen",t("wrongAnswerReopens")]])}
        ${oe("wrong_costs",t("wrongCosts"),e.wrong_costs)}
        ${x("opens",t("opens"),[["at_once",t("opensAtOnce")],["by_host",t("opensByHost")]])}
        ${x("buzz_per",t("buzzPer"),[["player",t("buzzPerPlayer")],["team",t("buzzPerTeam")]])}
        ${x("team_choice",t("teamChoice"),[["players",t("teamChoicePlayers")],["host",t("teamChoiceHost")]])}
        ${T("false_start",t("falseStart"),e.false_start_ms/1e3,{most:10,step:.001})}
        ${T("buzz_seconds",t("buzzSeconds"),e.buzz_seconds,{most:600})}
        ${T("answer_seconds",t("answerSeconds"),e.answer_seconds,{most:600})}
        ${oe("doors",t("doorsClosed"),e.doors==="closed")}
        <button class="primary wide" ?disabled=${u()}>${t("save")}</button>
      </form>`)}function x(e,n,s){let o=l.lobby.settings[e];return a`<label class="field">
    <span>${n}</span>
    <select name=${e}>
      ${s.map(([r,i])=>a`<option value=${r} ?selected=${r===o}>${i}</option>`)}
    </select>
  </label>`}var T=(e,n,s,{most:o,step:r=1})=>a`<label class="field">
    <span>${n}</span>
    <input name=${e} type="number" required min="0" max=${o} step=${r} .value=${s} />
  </label>`,oe=(e,n,s)=>a`<label class="switch">
    <span>${n}</span>
    <input name=${e} type="checkbox" role="switch" .checked=${s} />
  </label>`;function fe({target:e},n){let{elements:s}=e.form;for(let o of["wrong_answer","opens","buzz_per","buzz_seconds","answer_seconds"])s[o].value=n[o];s.values.value=n.values.join(" "),s.values.setCustomValidity(""),s.wrong_costs.checked=n.wrong_costs,s.false_start.value=n.false_start_ms/1e3}function he({target:e}){e.setCustomValidity(se(e.value)?"":t("valuesHint"))}var P=["#e6194b","#1e90ff","#f5b700","#2ca25f","#b15bd6","#ff7f24","#00a8a8","#f781bf","#8c6d4f","#7f8c9b"],ge=50,ie=()=>l.lobby===null?c:p("teams",t("teams"),ye);function ye(){let{players:e,teams:n}=l.lobby,s=e.filter(({team_id:o})=>o===null);return a`${b()}
    <p class="hint">${t("teamsIntroduction")}</p>
    ${Q(n,({id:o})=>o,_e)}
    ${n.length===0?c:ue(null,a`<h3>${t("noTeam")}</h3>`,s)}
    ${n.length>=ge?c:a`<form class="inline" @submit=${f(we)}>
          ${z(t("newTeam"))}
          <button ?disabled=${u()}>${t("add")}</button>
        </form>`}`}var B=({id:e,name:n,colour:s})=>({id:e,name:n,colour:s});async function we({name:e},n){let{teams:s}=l.lobby,o=new Set(s.map(({colour:i})=>i)),r=P.find(i=>!o.has(i))??P[s.length%P.length];await _([...s.map(B),{name:e,colour:r}])&&n.reset()}var le=(e,n)=>_(l.lobby.teams.map(s=>({...B(s),...s.id===e&&n})));function ke({id:e,name:n,score:s}){let o=l.lobby.teams.filter(r=>r.id!==e);(s===0||confirm(t("removeTeamQuestion",{name:n})))&&_(o.map(B))}function _e(e){let{colour:n,id:s,name:o}=e,r=l.lobby.players.filter(i=>i.team_id===s);return ue(s,a`<input class="colour" type="color" aria-label=${t("colourOf",{name:o})} .value=${n}
        @change=${({target:i})=>le(s,{colour:i.value})} />
      <input aria-label=${t("name")} required maxlength="64" autocomplete="off" dir="auto" .value=${o}
        @change=${({target:i})=>i.value.trim()?le(s,{name:i.value}):i.value=o} />
      <button type="button" class="quiet" @click=${()=>ke(e)} aria-label=${t("removeTeam",{name:o})}>
        ${J("close")}
      </button>`,r,`--team: ${n}`)}var ve=()=>l.dialog.id===null?null:l.lobby.players.find(({id:e})=>e===l.dialog.id)??null,ce=e=>$({dialog:{kind:"teams",id:e}});function re(e,n){ce(null);let s=l.lobby.players.find(({id:o})=>o===e);s&&s.team_id!==n&&h(e,{team_id:n})}function ue(e,n,s,o=""){let r=ve();return a`<section class="team-box" .style=${o} @dragover=${m=>m.preventDefault()} @drop=${m=>{m.preventDefault(),re(m.dataTransfer.getData("text/plain"),e)}}>
    <div class="team-head">${n}</div>
    <ul class="chips">
      ${s.map(({id:m,name:k})=>a`<li>
            <button type="button" class="chip" draggable="true" aria-pressed=${m===r?.id}
              @dragstart=${L=>L.dataTransfer.setData("text/plain",m)}
              @click=${()=>ce(m===r?.id?null:m)}>
              ${v(k)}
            </button>
          </li>`)}
    </ul>
    ${r!==null&&r.team_id!==e?a`<button type="button" class="wide" @click=${()=>re(r.id,e)}>${t("putHere",{name:r.name})}</button>`:c}
  </section>`}var pt=()=>[ze(),Se(),ae(),ie(),X(),Le(),p("invitation",t("inviteTitle"),Y),De()];function ze(){let e=l.lobby?.players.find(({id:d})=>d===l.dialog?.id);if(!e)return c;let{id:n,name:s,score:o,team_id:r}=e,{question_value:i,teams:m}=l.lobby,k=d=>d&&$({dialog:null}),L=async d=>{let R={...d.name!==s&&{name:d.name},...Number(d.score)!==o&&{score:Number(d.score)},...m.length>0&&(d.team||null)!==r&&{team_id:d.team||null}};k(Object.keys(R).length===0||await h(n,R))},de=async()=>confirm(t("kickQuestion",{name:s}))&&k(await U(n)),H=d=>a`<button type="button" ?disabled=${u()} @click=${()=>h(n,{add:d})}>
    ${d>0?`+${d}`:`−${-d}`}
  </button>`;return p("player",t("editTitle"),()=>a`${b()}
      <form @submit=${f(L)}>
        ${z(t("name"),s)}
        <div class="score-field">
          ${i>0?H(-i):c}
          <label class="field">
            <span>${t("score")}</span>
            <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${o} />
          </label>
          ${i>0?H(i):c}
        </div>
        ${m.length>0?W(m,r):c}
        <button class="primary wide" ?disabled=${u()}>${t("save")}</button>
      </form>
      <button class="wide" ?disabled=${u()} @click=${()=>g("seat",s,n)}>${t("otherPhone")}</button>
      ${l.link?.player===n?D(t("otherPhoneHint",{name:s})):c}
      <button class="wide danger" @click=${de}>${t("kick")}</button>`)}var Se=()=>p("history",t("history"),()=>a`${b()} ${Oe()}`);function Oe(){let e=l.history?.filter(({kind:n})=>n!=="undo");return e?.length?a`<ol class="list history">
    ${e.toReversed().map(xe)}
  </ol>`:a`<p class="hint">${t(e===void 0?"connecting":"historyEmpty")}</p>`}function xe(e){let{last_event:n}=l.lobby,{key:s,values:o}=E(e),r=new Date(e.at).toLocaleTimeString(l.preferences.language,{timeStyle:"short"}),i=()=>a`<button ?disabled=${u()} @click=${()=>q(e.id)}>${t("undo")}</button>`;return a`<li class="row" ?data-undone=${e.undone}>
    <time class="behind" datetime=${e.at}>${r}</time>
    <span class="who">
      <span class="words">${t(s,o)}</span> ${e.undone?a`<small class="tag">${t("undone")}</small>`:c}
    </span>
    ${e.id===n?.id&&n.undoable?i():c}
  </li>`}async function me(){let{code:e}=l.place,n=await V();if(n===null)return;let s=document.createElement("a");s.href=URL.createObjectURL(n),s.download=`panenka-${e}.csv`,s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),6e4)}function Le(){let e=()=>{let{id:n}=l.dialog;$({dialog:null}),A(n)};return p("restart",t("restart"),()=>a`${b()}
      <p>${t("restartQuestion")}</p>
      <p class="hint">${t("restartHint")}</p>
      <button class="wide" ?disabled=${u()} @click=${me}>${t("sheet")}</button>
      <button class="primary wide" ?disabled=${u()} @click=${e}>${t("restart")}</button>`)}function De(){let e=()=>confirm(`${t("closeQuestion")} ${t("closeHint")}`)&&I();return p("menu",t("menu"),()=>a`${b()}
      <div class="menu">
        <button class="wide" @click=${()=>y("rules")}>${t("rules")}</button>
        <button class="wide" @click=${()=>y("teams")}>${t("teams")}</button>
        <button class="wide" @click=${Pe}>${t("links")}</button>
        <button class="wide" ?disabled=${u()} @click=${me}>${t("sheet")}</button>
        ${l.lobby?.phase==="finished"?c:a`<button class="wide" ?disabled=${u()} @click=${Te}>${t("finish")}</button>`}
        <button class="wide" ?disabled=${l.lobby===null} @click=${()=>y("restart",l.lobby.round)}>
          ${t("restart")}
        </button>
      </div>
      ${M()}
      <section class="settings">
        <h3>${t("reopen")}</h3>
        <p class="hint">${t("reopenIntroduction")}</p>
        ${w(t("copyReopenLink"),C())}
      </section>
      <button class="wide danger" @click=${e}>${t("closeLobby")}</button>`)}var Te=async()=>await j()&&$({dialog:null});function Pe(){$({links:null,link:null}),y("links"),F()}export{pt as hostDialogs};

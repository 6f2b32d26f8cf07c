"""Words by which a heading, or a teller, says what comes next, in the languages sellers write.

All in small letters without marks; two spaces or a line's end part one form from the next.
"""

from copilot.policies.words import forms

HEADINGS = {  # what a heading or a label says the following is about
    "why": forms(
        r"""
        why (this|now|the|us|them|and|\w+,)  \bwhy\b  signal  trigger  selection  picked  how i came
        what (has )?changed (at|in|there)  context  background  por que  warum  anlass  hintergrund  pourquoi  contexte
        contexto  dlaczego  kontekst  contesto  aanleiding  bakgrund  perche  waarom  hvorfor  porque
    """,
        anywhere=True,
    ),
    "who": forms(
        r"""
        ^who\b  people  contacts?\b  in the picture  \bmap\b  orbit  stakeholder  buying (group|centre|center)  quien  personas
        ^wer\b  beteiligte  ^qui\b  kto\b  osoby  chi e  wie\b  hvem
    """,
        anywhere=True,
    ),
    "did": forms(
        r"""
        what (i|we) (\w+ )?did  how it went  activit  steps taken  \bplays?\b  timeline  touch  approach  how i (got|reached)
        que hice  jugada  was ich  vorgehen  schritte  ablauf  pasos  demarche  etapes  kroki  passi  stappen  ce que j.?ai fait
        co zrobi  cosa ho fatto  wat ik
    """,
        anywhere=True,
    ),
    "proof": forms(
        r"""
        proof  evidence\b  engagement  exchange  their repl  replies  messages?$  correspondence  antworten  austausch
        respuestas  reponses  echanges  risposte  scambi  antwoorden  odpowiedzi  evidencia  prueba  beweis  nachweis  beleg
        preuve  dowod  prova  bewijs  bevis
    """,
        anywhere=True,
    ),
    "said": forms(
        r"""
    stimmen?\b  o-ton  wortlich  \bvoz\b  \bvoix\b  \bvoce\b  \bsaid\b  says  voice of  buyer.?s (voice|words)  own words
    (her|his|their|customer|buyer) words  told (me|us)  heard  mouth  straight from  \btells\b  dijeron  dijo  dicho  gesagt
    sagte  worte  a dit  ont dit  powiedz  detto  disse  zei  sagde  sa\b$
    """,
        anywhere=True,
    ),
    "value": forms(
        r"""
    worum es geht  grosse\b  rechnung  geld\b  wie viel  cuanto  combien  quanto  hoeveel  opportunity  value  size of
    what it costs  how much  hypothesis  business case  worth  numbers  impact  oportunidad  valor  \bwert\b  nutzen  potential
    chance  opportunite  valeur  szansa  wartosc  valore  waarde  verdi
    """,
        anywhere=True,
    ),
    "next": forms(
        r"""
    weitergeht  termin\b  vereinbart  ^next\b  next steps?  what happens (next|on|now)  when we meet  meet next  from here on
    next move  where next  way forward  appointment
    \bcita\b  rendez-?vous  siguiente  proximo paso  nachste  prochaine  nastepn  kolejny krok  prossim  volgende
    neste  nasta
    """,
        anywhere=True,
    ),
    "risks": forms(
        r"""
        risk  (could|can|might|may|would|will) (still )?(break|sink|stop|kill|spoil|derail|stall|go wrong|go bad|trip|hurt|fail)
        go(es|ing)? wrong  in the way  \bholes\b  weak (spot|point|side)s?  pitfalls?  obstacles?  stumbl  against (us|me|it)\b
        hindern  haken\b  schief  stolper  obstacul  salir mal  fallar  mal tourner  freins?\b  pieges?\b  przeszkod
        (do not|don.?t|can.?t) (know|see|tell)  worr(y|ies)  doubts?\b  open (points|questions)
        nicht weis+  offene  zweifel  dudas  doutes  dubbi  twijfel  watpliw  unknown  what could go wrong  honest  riesg  risik
        risque  ryzyk  rischi  risc  que lo puede
    """,
        anywhere=True,
    ),
    "learned": forms(
        r"""
    anders mach  mitnehm  de otra manera  autrement  inaczej  diversamente  learn  lesson  takeaway  different(ly)?\b
    changed for me  next (time|person)  i.?d (tell|do)  reflection  aprend  gelernt  appris  naucz  wniosk  imparat  geleerd
    laert  lart
    """,
        anywhere=True,
    ),
    "ask": forms(
        r"""
        \bask\b  what i need  request  pido\b  bitte\b  demande  prosb  chiedo
    """,
        anywhere=True,
    ),
}
TURNS = {  # how a teller says that the next part begins
    "why": forms(
        r"""
        why (now|this)  signal  por que ahora
    """,
        anywhere=True,
    ),
    "did": forms(
        r"""
        what i did  so i (made|wrote|sent|did|took|asked)  i wrote to  i (sent|made|wrote)  le mande  was ich
    """,
        anywhere=True,
    ),
    "value": forms(
        r"""
        what('s| is| does) it (mean|worth)  in (her|his|their) measure  for the value  in terms of value  what it means
        que significa  was bedeutet  i took .* for the value
    """,
        anywhere=True,
    ),
    "risks": forms(
        r"""
        what (could|can|might) (break|go wrong)  risks? (is|are)\b  could go wrong  que lo puede  was konnte
    """,
        anywhere=True,
    ),
    "next": forms(
        r"""
        next step  siguiente paso  nachste schritt  what i did next
    """,
        anywhere=True,
    ),
    "learned": forms(
        r"""
        (i|i've|did i) learn  my learning  que aprendi  gelernt  lesson
    """,
        anywhere=True,
    ),
    "ask": forms(
        r"""
        i('d| would) like (our|to have)  my (ask|request)  from you  what i (ask|need)  de ustedes  request for leadership
    """,
        anywhere=True,
    ),
    "close": forms(
        r"""
        in (one|a) sentence  that's (it|my story)  thank you  remember:  si se quedan  if you're telling  cheers  muchas gracias
    """,
        anywhere=True,
    ),
}

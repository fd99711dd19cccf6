extension ReportPage {
  /// How the page looks.
  ///
  /// Every colour of a text has a contrast of 4.5 or more to what is behind it: a test measures it.
  static let style = """
    @page { size: A4; margin: 17mm 16mm 15mm; font: 8.5pt sans-serif; color: #444; }
    :root { --ink: #1a1a1a; --soft: #4d4d4d; --line: #b3b3b3; --blue: #1f4e79; --pale: #f2f5f8; }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; padding: 1rem; max-width: 62rem; font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    h1 { font-size: 2rem; line-height: 1.15; margin: .6rem 0 0; }
    h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .5rem; }
    h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
    h1, h2, h3, th, td, dt, dd, p, li { overflow-wrap: break-word; }
    .banner { margin: 0 0 .5rem; padding: .5rem .8rem; border: 2px solid var(--ink); font-weight: bold; background: #fff1c9; }
    .period { font-size: 1.35rem; margin: .1rem 0 0; }
    .summary, .filter { color: var(--soft); margin: .3rem 0 0; }
    .filter { color: var(--ink); font-weight: bold; }
    .key dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1rem; margin: 1.2rem 0; }
    .key div { border-top: 4px solid var(--blue); background: var(--pale); padding: .6rem .8rem; }
    .key dt { font-weight: bold; }
    .key dd { margin: 0; color: var(--soft); font-size: .875rem; }
    .key dd.number { font-size: 2.75rem; line-height: 1.15; color: var(--blue); font-weight: bold; font-variant-numeric: tabular-nums; }
    nav ol { columns: 17rem; margin: 0; padding-left: 1.8rem; font-size: .875rem; }
    nav a { color: var(--blue); }
    section { margin: 0; min-width: 0; }
    .sections { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 2rem 2rem; margin: 1.8rem 0; }
    .wide { grid-column: 1 / -1; }
    .method, .about { margin: 1.8rem 0; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; color: var(--soft); padding: .2rem 0; }
    th, td { padding: .22rem .5rem; text-align: left; vertical-align: baseline; font-weight: normal; border-bottom: 1px solid var(--line); }
    thead th { font-weight: bold; vertical-align: bottom; border-bottom: 2px solid var(--ink); }
    thead td { border-bottom: 2px solid var(--ink); }
    .total th, .total td, .sum { font-weight: bold; }
    .total th, .total td { border-top: 2px solid var(--ink); }
    .n, .share { text-align: right; white-space: nowrap; }
    thead .n { white-space: normal; }
    .share { color: var(--soft); font-size: .8125rem; padding-left: 0; }
    td.bar { width: 30%; min-width: 3.5rem; padding-left: 0; }
    .two td.bar { width: 26%; }
    tbody th { min-width: 7rem; }
    .half .n, .half .share { width: 1%; }
    .bar svg { display: block; }
    .note { color: var(--soft); font-size: .8125rem; margin: .35rem 0 0; }
    figure { margin: 0 0 .9rem; }
    .scroll + figure { margin-top: 1.3rem; }
    figcaption { font-weight: bold; font-size: .875rem; margin-bottom: .2rem; }
    svg { overflow: visible; display: block; font: 12px system-ui, sans-serif; }
    svg text { fill: var(--ink); }
    .part { stroke: var(--blue); stroke-width: 1px; }
    .hidden { fill: url(#hidden); stroke: var(--soft); stroke-width: 1px; stroke-dasharray: 3 2; }
    .mark { stroke: #d9d9d9; }
    .name, .year { font-weight: bold; }
    .swatch { display: inline-block; vertical-align: -2px; margin-right: .4em; }
    .legend { list-style: none; margin: 0 0 .4rem; padding: 0; display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; font-size: .8125rem; }
    .bars { display: grid; grid-template-columns: minmax(6rem, 13rem) 1fr; gap: .3rem .7rem; font-size: .875rem; align-items: center; }
    .method li { margin: .25rem 0; }
    .method ul { padding-left: 1.2rem; }
    .about dl { margin: 0; font-size: .875rem; }
    .about div { display: flex; flex-wrap: wrap; gap: 0 .5rem; }
    .about dt { width: 9.5rem; color: var(--soft); }
    .about dd { margin: 0; overflow-wrap: anywhere; }
    @media (max-width: 34rem) {
      h1 { font-size: 1.6rem; }
      td.bar, .months .value { display: none; }
      .bars { grid-template-columns: 1fr; gap: 0 0; }
      .bars svg { margin-bottom: .4rem; }
      th, td { padding: .25rem; }
      tbody th { min-width: 4rem; }
    }
    @media print {
      body { font-size: 9.5pt; padding: 0; max-width: none; }
      html { font-size: 9.5pt; }
      nav { display: none; }
      .scroll { overflow: visible; }
      .pyramid svg { min-width: 0 !important; }
      h1, h2, h3, figcaption, caption { break-after: avoid; }
      tr, figure, .note, .key, .banner, li, .about div { break-inside: avoid; }
      thead { display: table-header-group; }
      .sections { grid-template-columns: 1fr 1fr; gap: 1.4rem 1.6rem; margin: 1.2rem 0; }
      .short, .whole, .about { break-inside: avoid; }
      .method, .about { margin: 1.2rem 0; font-size: .95em; }
      .method li { margin: .15rem 0; }
      .method ul { margin: .3rem 0; }
      .about dl { display: block; }
      .about div, .about dt, .about dd { display: inline; }
      .about div + div::before { content: " · "; }
      .about dt::after { content: ": "; }
      .note { break-before: avoid; }
      p, li { orphans: 3; widows: 3; }
    }

    """

  /// What parts are told apart by, and what hides a figure; the charts take them from here.
  static let patterns = HTML.own(
    """
    <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>
    <pattern id="p0" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#1f4e79"/></pattern>
    <pattern id="p1" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#cfdeec"/></pattern>
    <pattern id="p2" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.6" fill="#1f4e79"/></pattern>
    <pattern id="p3" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/><rect width="3" height="6" fill="#4f7ba6"/></pattern>
    <pattern id="p4" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#1f4e79"/><circle cx="4" cy="4" r="2" fill="#fff"/></pattern>
    <pattern id="p5" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/><rect width="6" height="2" fill="#1f4e79"/></pattern>
    <pattern id="p6" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#7f9fbf"/></pattern>
    <pattern id="p7" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"/><path d="M4 1v6M1 4h6" stroke="#1f4e79" stroke-width="1.5"/></pattern>
    <pattern id="hidden" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="1" height="6" fill="#b3b3b3"/></pattern>
    </defs></svg>
    """)
}

package io.github.shgrotate.cli;

/// The style sheet of the status page: light and dark, from a phone's width on.
final class StatusStyle {
  private StatusStyle() {}

  static final String SHEET =
      """
      :root {
        color-scheme: light dark;
        --page: #f4f5f7; --card: #ffffff; --text: #1b1f24; --soft: #59636e; --line: #d5dae0;
        --code: #f0f2f5; --critical: #b3261e; --warning: #8a5a00; --unknown: #6b3fb5; --ok: #1a7037;
        --good: #7cc492; --due: #e8c35a; --warned: #e58a3c; --ended: #c8443b;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --page: #0f1318; --card: #181d24; --text: #e7ebf0; --soft: #9aa5b1; --line: #323a44;
          --code: #11161c; --critical: #ff8a80; --warning: #f0b84a; --unknown: #c9a7ff; --ok: #6fd08c;
          --good: #3d8a58; --due: #b08a22; --warned: #c4692a; --ended: #c8443b;
        }
      }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--page); color: var(--text);
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
      main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
      h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
      h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; }
      h3 { font-size: 1.05rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
      p { margin: 0 0 .4rem; }
      small, .when, footer, .who span { color: var(--soft); font-weight: normal; }
      .when { margin: .3rem 0 1rem; }
      .headline { font-size: 1.3rem; font-weight: 600; margin: 0 0 .9rem; }
      .critical { --tone: var(--critical); } .warning { --tone: var(--warning); }
      .unknown { --tone: var(--unknown); } .ok { --tone: var(--ok); }
      .not-needed, .note { --tone: var(--soft); }
      .headline { color: var(--tone); }
      .tiles { display: flex; flex-wrap: wrap; gap: .6rem; list-style: none; margin: 0; padding: 0; }
      .tiles li { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--tone);
        border-radius: .5rem; padding: .5rem .9rem .6rem; min-width: 6.5rem; }
      .tiles b { display: block; font-size: 1.6rem; line-height: 1.2; color: var(--tone); }
      article, .chart, .wide { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
      article { padding: .9rem 1rem; margin: 0 0 .8rem; }
      .badge { display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .55rem;
        font-size: .8rem; font-weight: 600; line-height: 1.5; color: var(--tone); white-space: nowrap; }
      .finding { border-left: 4px solid var(--tone); padding: .1rem 0 .1rem .8rem; margin: .6rem 0; }
      .finding p { overflow-wrap: anywhere; }
      .do { color: var(--soft); }
      pre { background: var(--code); border: 1px solid var(--line); border-radius: .4rem; margin: .3rem 0 0;
        padding: .5rem .7rem; font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
        white-space: pre-wrap; overflow-wrap: anywhere; }
      pre span { display: inline-block; max-width: 100%; }
      .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .9rem; color: var(--soft); }
      .legend span { display: inline-flex; align-items: center; gap: .4rem; }
      .legend i { width: 1.4rem; height: .8rem; border-radius: .2rem; }
      .chart { --label: 15rem; position: relative; padding: 2.4rem 1rem .8rem; }
      .plot { position: absolute; top: .5rem; bottom: .6rem; left: calc(var(--label) + 1rem); right: 1rem; }
      .plot i { position: absolute; top: 1.5rem; bottom: 0; width: 0; border-left: 1px solid var(--line); }
      .plot b { position: absolute; top: -1.5rem; transform: translateX(-50%); font: .78rem/1.4 inherit;
        font-style: normal; font-weight: normal; color: var(--soft); white-space: nowrap; }
      .plot .now { border-left: 2px solid var(--text); z-index: 2; }
      .plot .now b { background: var(--text); color: var(--card); border-radius: .3rem; padding: 0 .35rem;
        font-weight: 600; }
      .life { display: grid; grid-template-columns: var(--label) 1fr; align-items: center; padding: .35rem 0;
        position: relative; z-index: 1; }
      .who { line-height: 1.3; padding-right: .8rem; overflow-wrap: anywhere; }
      .who em { display: block; font-style: normal; font-size: .85rem; color: var(--soft); }
      .bar { position: relative; height: 1.3rem; }
      .bar i { position: absolute; top: 0; bottom: 0; }
      .bar i:first-child { border-radius: .3rem 0 0 .3rem; } .bar i:last-child { border-radius: 0 .3rem .3rem 0; }
      .good { background: var(--good); } .due { background: var(--due); } .warned { background: var(--warned); }
      .ended { background: repeating-linear-gradient(135deg, var(--ended) 0 5px, transparent 5px 9px); }
      .faded { mask-image: linear-gradient(90deg, transparent, #000 60%); }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; font-size: .95rem; }
      th, td { text-align: left; vertical-align: top; padding: .55rem .8rem; border-bottom: 1px solid var(--line); }
      thead th { color: var(--soft); font-weight: 600; font-size: .82rem; white-space: nowrap; }
      tbody th, td { overflow-wrap: break-word; }
      .short { white-space: nowrap; }
      th small, td small { display: block; }
      tbody tr:last-child > * { border-bottom: 0; }
      footer { margin-top: 2.5rem; font-size: .85rem; }
      @media (max-width: 60rem) {
        .wide { background: none; border: 0; }
        table, tbody, tr, tbody th { display: block; }
        thead { position: absolute; left: -999rem; }
        tr { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: 0 0 .8rem;
          padding: .7rem 1rem; }
        tbody th, td { border: 0; padding: .15rem 0; overflow-wrap: anywhere; }
        tbody th { font-size: 1.05rem; padding-bottom: .4rem; }
        td { display: grid; grid-template-columns: 7rem 1fr; justify-items: start; gap: .5rem; }
        td::before { content: attr(data-name); color: var(--soft); }
      }
      @media (max-width: 44rem) {
        .plot { left: 1rem; }
        .plot .near b, .plot i:nth-child(even):not(.now) b { display: none; }
        .life { display: block; padding: .45rem 0; z-index: auto; }
        .who { position: relative; z-index: 3; width: fit-content; background: var(--card); padding-right: .3rem; }
        .who em { display: inline; }
        .who em::before { content: "\\B7  "; }
        .bar { z-index: 1; }
      }
      @media print { body { background: #fff; } article, tr, .life { break-inside: avoid; } }
      """;
}

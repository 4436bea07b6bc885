package io.github.shgrotate.e2e.benchmark;

/// How many requests a run made, by the logs of those who were asked.
record Requests(int entra, int arm, int kubernetes) {
  int all() {
    return entra + arm + kubernetes;
  }

  Requests since(Requests before) {
    return new Requests(entra - before.entra, arm - before.arm, kubernetes - before.kubernetes);
  }
}

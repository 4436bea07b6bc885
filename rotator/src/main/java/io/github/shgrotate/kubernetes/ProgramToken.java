package io.github.shgrotate.kubernetes;

/// The token of a sign-in program, kept until the API refuses it: then the program is run again.
final class ProgramToken implements BearerToken {
  private final SignInProgram program;
  private ProgramCredential credential;

  ProgramToken(SignInProgram program, ProgramCredential first) {
    this.program = program;
    this.credential = first;
  }

  @Override
  public synchronized String current() {
    return credential.token().orElse("");
  }

  @Override
  public synchronized String otherThan(String refused) {
    if (current().equals(refused)) {
      credential = program.run();
    }
    return current();
  }
}

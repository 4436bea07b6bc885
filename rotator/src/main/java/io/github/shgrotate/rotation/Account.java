package io.github.shgrotate.rotation;

import java.util.ArrayList;
import java.util.List;

/// What has been done and found so far, told as it happens: to who watches, and to the journal.
final class Account {
  private final Journal journal;
  private final Progress progress;
  private final List<Deed> deeds = new ArrayList<>();
  private boolean somethingChanged;

  Account(Journal journal, Progress progress) {
    this.journal = journal;
    this.progress = progress;
  }

  void tell(Deed deed) {
    remark(deed);
    somethingChanged |=
        switch (deed) {
          case Deed.Renewed _, Deed.Restarted _, Deed.Revoked _, Deed.PutBack _ -> true;
          case Deed.GatewayRead _, Deed.Warned _, Deed.Unproven _, Deed.Proven _, Deed.Failed _ ->
              false;
        };
    // A run that has nothing to do writes nothing, events included.
    if (somethingChanged) {
      journal.record(deed).ifPresent(what -> remark(new Deed.Warned(what)));
    }
  }

  /// Tells only who watches: nobody else is surprised by it.
  void remark(Deed deed) {
    deeds.add(deed);
    progress.tell(deed);
  }

  /// In order.
  List<Deed> deeds() {
    return List.copyOf(deeds);
  }
}

package io.github.shgrotate.simulation.judges;

import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.Told;
import io.github.shgrotate.simulation.world.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the tokens came from with which containers began: a container reads whatever the Secret
/// holds at that moment, and keeps it.
final class Origins {
  private final Set<Entry> onAPersonsToken = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Entry> withoutATrace = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> podsWithoutATrace = new HashSet<>();

  // Where the reading is: what the Secret holds, who put it there, which runs have been told of it,
  // and which containers have read it of which no run has been able to take note.
  private String text = "";
  private boolean byAPerson;
  private final Set<Integer> knowing = new HashSet<>();
  private final List<Entry.ContainerBegan> untold = new ArrayList<>();

  private Origins() {}

  static Origins of(List<Entry> entries, Installation of) {
    Origins origins = new Origins();
    entries.forEach(entry -> origins.read(entry, of));
    return origins;
  }

  private void read(Entry entry, Installation of) {
    switch (entry) {
      case Entry.SecretWritten it -> written(it.after().text(of.dataKey()).orElse(""), it.by());
      case Entry.SecretTold it -> knowing.add(it.run());
      case Entry.ContainerBegan it -> {
        if (byAPerson) {
          onAPersonsToken.add(it);
        }
        boolean stamped =
            it.template().stamp().equals(Optional.of(Evidence.fingerprint(it.text())));
        if (byAPerson || !stamped) {
          untold.add(it);
        }
      }
      case Entry.TemplateWritten it -> {
        if (it.by() instanceof Writer.Run(int run)) {
          dealtWith(run);
        }
      }
      case Entry.RunEnded it -> {
        if (it.told().ending() == Told.Ending.CONVERGED) {
          dealtWith(it.run());
        }
      }
      default -> {}
    }
  }

  private void written(String now, Writer by) {
    if (now.equals(text)) {
      return;
    }
    if (!by.isRun()) {
      untold.forEach(this::leaveNoTrace);
    }
    untold.clear();
    knowing.clear();
    text = now;
    byAPerson = !by.isRun();
  }

  private void dealtWith(int run) {
    if (knowing.contains(run)) {
      untold.clear();
    }
  }

  private void leaveNoTrace(Entry.ContainerBegan container) {
    withoutATrace.add(container);
    podsWithoutATrace.add(container.pod() + " " + container.text());
  }

  /// Whether a person had put the token there.
  boolean isAPersons(Entry.ContainerBegan container) {
    return onAPersonsToken.contains(container);
  }

  /// Whether the token was exchanged, and a person changed it again before any run had dealt with
  /// the container, whose pod carries no stamp of it: nothing in the cluster tells that it has that
  /// one, so nobody can know.
  boolean leftNoTrace(Entry.ContainerBegan container) {
    return withoutATrace.contains(container);
  }

  boolean leftNoTrace(String pod, String text) {
    return podsWithoutATrace.contains(pod + " " + text);
  }
}

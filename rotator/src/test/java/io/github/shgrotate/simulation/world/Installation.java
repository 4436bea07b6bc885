package io.github.shgrotate.simulation.world;

import java.util.List;

/// One gateway: its name in Azure, the Secret with its token, and what runs it.
///
/// @param workloads in the order in which they are to be restarted
public record Installation(String gateway, String secret, String dataKey, List<String> workloads) {
  public Installation {
    workloads = List.copyOf(workloads);
  }
}

package io.github.shgrotate.sandbox.azure;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/// Where the servers listen. They name each other in their answers, and no port is known before all
/// have started.
final class Addresses {
  private final CompletableFuture<URI> entra = new CompletableFuture<>();
  private final CompletableFuture<URI> arm = new CompletableFuture<>();
  private final CompletableFuture<URI> graph = new CompletableFuture<>();

  void started(URI entraUri, URI armUri, URI graphUri) {
    entra.complete(entraUri);
    arm.complete(armUri);
    graph.complete(graphUri);
  }

  URI entra() {
    return entra.join();
  }

  URI arm() {
    return arm.join();
  }

  URI graph() {
    return graph.join();
  }
}

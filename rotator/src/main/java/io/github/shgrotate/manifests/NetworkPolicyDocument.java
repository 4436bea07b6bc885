package io.github.shgrotate.manifests;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whom the rotator's pod may ask: names, the API server, and Azure.
final class NetworkPolicyDocument {
  private static final int HTTPS = 443;

  /// The API server's behind its Service, with kubeadm and others: many network plugins look at the
  /// address and port that a Service leads to.
  private static final int API_SERVER = 6443;

  private NetworkPolicyDocument() {}

  static String of(Installation installation) {
    return """
    # Nobody asks the rotator, and it asks for names (53), the Kubernetes API and Azure. A NetworkPolicy knows no host names:
    # so 443 is open to every address, as those of Azure change; a plugin that knows them (Cilium, Calico Enterprise, a
    # firewall) can narrow it to login.microsoftonline.com and management.azure.com. Most plugins look at the API server's own
    # port: it is 6443 with most, 8443 with minikube, 16443 with MicroK8s. OpenShift's DNS listens on 5353. A proxy has its
    # own port. Without a plugin that enforces policies this does nothing.
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: %1$s
      namespace: %2$s
    spec:
      podSelector:
        matchLabels:
          app.kubernetes.io/name: apim-shg-rotate
          app.kubernetes.io/instance: %1$s
      policyTypes: [Ingress, Egress]
      ingress: []
      egress:
        - ports:
            - {protocol: UDP, port: 53}
            - {protocol: TCP, port: 53}
    %3$s%4$s\
    """
        .formatted(
            YamlScalar.of(installation.name()),
            YamlScalar.of(installation.namespace()),
            tcp(installation),
            metadataService(installation));
  }

  private static String tcp(Installation installation) {
    SortedSet<Integer> ports = new TreeSet<>(installation.ports());
    ports.add(HTTPS);
    ports.add(API_SERVER);
    return ports.stream()
        .map("        - {protocol: TCP, port: %d}\n"::formatted)
        .collect(Collectors.joining());
  }

  /// Where a managed identity is asked.
  private static String metadataService(Installation installation) {
    return installation.signIn() instanceof PodSignIn.ManagedIdentity
        ? """
            # The node's identity.
            - to:
                - ipBlock: {cidr: 169.254.169.254/32}
              ports:
                - {protocol: TCP, port: 80}
        """
            .indent(0)
        : "";
  }
}

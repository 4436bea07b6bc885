package io.github.shgrotate.kubernetes;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// What the API's refusals mean, said for a reader. No message quotes an answer: it could hold the
/// token, or any other secret of the object that was to be written.
final class ApiFailures {
  private static final Pattern USER = Pattern.compile("User \"([^\"]+)\"");

  private final ClusterAccess access;

  ApiFailures(ClusterAccess access) {
    this.access = access;
  }

  /// For an answer that says no, whatever was asked for.
  Failure refused(ApiCall call, ApiAnswer answer) {
    if (answer.status() == 401) {
      return signInRefused(call, answer);
    }
    if (!answer.isStatus()) {
      return unexpected(call, answer);
    }
    return answer
        .deniedBy()
        .map(who -> denied(call, answer, who))
        .orElseGet(
            () ->
                switch (answer.status()) {
                  case 403 -> forbidden(call, answer);
                  case 404 -> missing(call, answer);
                  case 400, 422 -> invalid(call, answer);
                  default -> unexpected(call, answer);
                });
  }

  private Failure denied(ApiCall call, ApiAnswer answer, String who) {
    return new Failure(
        Reason.KUBERNETES_PERMISSION_MISSING,
        "Kubernetes refused the %s of %s".formatted(call.verb().word(), call.subject()),
        where(call),
        "the %s denied it".formatted(who),
        "Ask whoever runs that webhook or policy for an exception.",
        answer.requestIds());
  }

  private Failure signInRefused(ApiCall call, ApiAnswer answer) {
    boolean inPod = access.origin().equals("in-cluster");
    return new Failure(
        Reason.KUBERNETES_SIGN_IN_REFUSED,
        "Kubernetes does not accept the sign-in",
        access.toString(),
        "it answered 401 to %s".formatted(call.permission()),
        inPod
            ? "Check that the pod's ServiceAccount still exists, then run again."
            : "Sign in anew; kubectl auth whoami with the same context shows whether it works.",
        answer.requestIds());
  }

  private Failure forbidden(ApiCall call, ApiAnswer answer) {
    Optional<String> user = user(answer.body().path("message").asText(""));
    return new Failure(
        Reason.KUBERNETES_PERMISSION_MISSING,
        "Kubernetes does not permit %s".formatted(call.permission()),
        where(call),
        "%s lacks the permission"
            .formatted(user.map(name -> "user " + name).orElse("this account")),
        "Grant it (deploy/rbac.yaml has all that is needed) and check with: kubectl auth can-i %s%s"
            .formatted(call.question(), user.map(name -> " --as=" + name).orElse("")),
        answer.requestIds());
  }

  private static Optional<String> user(String message) {
    Matcher matcher = USER.matcher(message);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// For a workload that was there a moment ago.
  Failure gone(ApiCall call, WorkloadRef ref) {
    return new Failure(
        Reason.WORKLOAD_NOT_FOUND,
        "The %s %s in namespace %s is gone"
            .formatted(ref.kind().kind(), ref.name(), call.namespace()),
        where(call),
        "it was deleted while its rollout was awaited",
        whatThereIs(call));
  }

  private static String whatThereIs(ApiCall call) {
    return "See what there is: kubectl get deployments,statefulsets,daemonsets -n "
        + call.namespace();
  }

  private Failure missing(ApiCall call, ApiAnswer answer) {
    String name = call.subject().substring(call.subject().indexOf('/') + 1);
    if (call.resource().equals("secrets")) {
      return new Failure(
          Reason.SECRET_NOT_FOUND,
          "There is no Secret %s in namespace %s".formatted(name, call.namespace()),
          where(call),
          "Kubernetes answered 404: the Secret does not exist, or the namespace does not",
          "Check the names, or make an empty one, which will be filled: kubectl create secret generic %s -n %s"
              .formatted(name, call.namespace()),
          answer.requestIds());
    }
    Optional<WorkloadKind> kind = WorkloadKind.of(call.resource());
    if (kind.isEmpty()) {
      return unexpected(call, answer);
    }
    return new Failure(
        Reason.WORKLOAD_NOT_FOUND,
        "There is no %s %s in namespace %s".formatted(kind.get().kind(), name, call.namespace()),
        where(call),
        "Kubernetes answered 404: the workload does not exist, or the namespace does not",
        whatThereIs(call),
        answer.requestIds());
  }

  private Failure invalid(ApiCall call, ApiAnswer answer) {
    boolean ofSecret = call.resource().equals("secrets");
    if (ofSecret && answer.body().path("message").asText("").contains("field is immutable when")) {
      return new Failure(
          Reason.SECRET_IMMUTABLE,
          "The Secret cannot be changed",
          where(call),
          "it is marked immutable",
          "Make a new Secret without immutable: true, and let the workload read that one.",
          answer.requestIds());
    }
    List<String> fields = answer.wrongFields();
    return new Failure(
        Reason.REQUEST_INVALID,
        "Kubernetes refused the %s of %s".formatted(call.verb().word(), call.subject()),
        where(call),
        "it answered %d%s"
            .formatted(
                answer.status(), fields.isEmpty() ? "" : ", about " + String.join(", ", fields)),
        "Look for a policy or validation in the cluster that stands in the way.",
        answer.requestIds());
  }

  private Failure unexpected(ApiCall call, ApiAnswer answer) {
    return new Failure(
        Reason.ANSWER_UNREADABLE,
        "Kubernetes gave an answer that makes no sense here",
        where(call),
        "it answered %d to %s".formatted(answer.status(), call.permission()),
        "Check that %s is a Kubernetes API server, and not a proxy or a login page."
            .formatted(access.server()),
        answer.requestIds());
  }

  /// For a proxy that opens no tunnel, and would not if it were asked again.
  Optional<Failure> refusedByProxy(ApiCall call, Throwable failure) {
    return TunnelRefused.status(failure)
        .filter(status -> status < 500)
        .map(
            status ->
                new Failure(
                    Reason.PROXY_REFUSED,
                    "The proxy lets nothing through to the Kubernetes API",
                    where(call),
                    "the proxy answered %d".formatted(status),
                    "Give its user and password in HTTPS_PROXY or in proxy-url of the kubeconfig, "
                        + "or name the API server in NO_PROXY."));
  }

  Failure unreadable(ApiCall call, ApiAnswer answer, String why) {
    return new Failure(
        Reason.ANSWER_UNREADABLE,
        "Kubernetes gave an answer that cannot be read",
        where(call),
        why,
        "Check that %s is a Kubernetes API server, and not a proxy or a login page."
            .formatted(access.server()),
        answer.requestIds());
  }

  /// For what was throttled or broken until there was no patience left.
  ///
  /// @param asked how long it asks to be left alone
  Failure unavailable(ApiCall call, int attempts, String why, Optional<Duration> asked) {
    return new Failure(
        Reason.KUBERNETES_UNAVAILABLE,
        "The Kubernetes API at %s cannot be used now".formatted(access.server()),
        where(call),
        why + after(attempts),
        asked
            .map(
                length ->
                    "It asks for patience: run again in %s.".formatted(Words.duration(length)))
            .orElse("Check the address, the network and the API server, then run again."));
  }

  private static String after(int attempts) {
    return " (after %d %s)".formatted(attempts, attempts == 1 ? "attempt" : "attempts");
  }

  /// For what the API server could not do because somebody whom it must ask gives no answer.
  ///
  /// @param who the webhook
  Failure unheard(ApiCall call, int attempts, String who) {
    return new Failure(
        Reason.KUBERNETES_UNAVAILABLE,
        "Kubernetes cannot do the %s of %s now".formatted(call.verb().word(), call.subject()),
        where(call),
        "the %s, which it must ask, gives no answer".formatted(who) + after(attempts),
        "See whether that webhook's own pods run (kubectl get"
            + " validatingwebhookconfigurations,mutatingwebhookconfigurations names its service),"
            + " then run again.");
  }

  /// For a request that Java's client would not send. What it says about that quotes the header,
  /// and that may be the token: neither its message nor itself goes any further.
  Failure unsendable(ApiCall call) {
    return new Failure(
        Reason.KUBECONFIG_INVALID,
        "A request of the Kubernetes API cannot be made",
        where(call),
        "its address or one of its headers holds characters that are not permitted there",
        "Check the server, the user's token and whom it acts as in the kubeconfig.");
  }

  /// Whether a request cannot be sent as it was made: no repetition helps. (A host name that is not
  /// known is told by a subclass.)
  static boolean isAboutItsForm(Throwable failure) {
    return chain(failure).anyMatch(each -> each.getClass() == IllegalArgumentException.class);
  }

  Failure untrusted(ApiCall call, Throwable cause) {
    return new Failure(
        Reason.CERTIFICATE_UNTRUSTED,
        "The certificate of the Kubernetes API at %s is not trusted".formatted(access.server()),
        where(call),
        Redaction.shown(String.valueOf(innermost(cause).getMessage())),
        "Check the address, and certificate-authority of the cluster in the kubeconfig; where it"
            + " names none, --ca-file (SSL_CERT_FILE) counts.");
  }

  private String where(ApiCall call) {
    return "%s %s, %s".formatted(call.subject(), call.place(), access);
  }

  /// Whether TLS failed because of whose certificate it is: no repetition helps.
  static boolean isAboutTrust(Throwable failure) {
    return has(failure, CertificateException.class)
        || has(failure, CertPathValidatorException.class)
        || has(failure, CertPathBuilderException.class)
        || has(failure, SSLPeerUnverifiedException.class);
  }

  /// What broke a request, in words.
  static String described(Throwable failure) {
    Optional<Integer> proxy = TunnelRefused.status(failure);
    if (proxy.isPresent()) {
      return "the proxy answered " + proxy.get();
    }
    if (has(failure, UnresolvedAddressException.class)) {
      return "its host name is not known";
    }
    if (has(failure, ConnectException.class)) {
      return "nothing answers there";
    }
    if (has(failure, TimeoutException.class) || has(failure, HttpTimeoutException.class)) {
      return "it did not answer in time";
    }
    if (has(failure, InterruptedException.class)) {
      return "interrupted";
    }
    String what = has(failure, SSLException.class) ? "TLS with it failed" : "the connection broke";
    return Optional.of(innermost(failure))
        .filter(ApiFailures::tellsOnlyOfTheConnection)
        .map(Throwable::getMessage)
        .map(detail -> what + " (" + Redaction.shown(detail) + ")")
        .orElse(what);
  }

  /// Others may quote what was sent.
  private static boolean tellsOnlyOfTheConnection(Throwable failure) {
    return failure instanceof SSLException
        || failure instanceof SocketException
        || failure instanceof EOFException
        || failure.getClass() == IOException.class;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    return chain(failure).anyMatch(kind::isInstance);
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static Throwable innermost(Throwable failure) {
    Throwable each = failure;
    while (each.getCause() != null) {
      each = each.getCause();
    }
    return each;
  }
}

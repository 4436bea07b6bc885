package io.github.shgrotate.manifests;

/// The CronJob: under restricted pod security, and patient.
final class CronJobDocument {
  private CronJobDocument() {}

  static String of(Installation installation) {
    ContainerParts container = new ContainerParts(installation);
    return head(installation)
        + job(installation)
        + pod(installation)
        + """
                  containers:
                    - name: rotate
                      image: %s
        """
            .formatted(installation.marked(installation.image(), Sample.IMAGE))
        + container.arguments()
        + """
                      # The last lines of the log, which say what went wrong, show in the pod's status.
                      terminationMessagePolicy: FallbackToLogsOnError
                      securityContext:
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities:
                          drop: [ALL]
                      resources:
                        requests:
                          cpu: 100m
                          memory: 128Mi
                        # No limit of the CPU: it works for about two seconds and then waits.
                        limits:
                          memory: 256Mi
        """
        + container.environment()
        + container.mounts()
        + container.volumes();
  }

  private static String head(Installation installation) {
    String subject =
        installation.file().isPresent()
            ? "# Looks at the gateway tokens of a file and renews those of which too little is"
                + " left."
            : "# Looks at the gateway token and renews it when too little of it is left.";
    String signsIn = "\n# Signs in %s.\n".formatted(installation.signIn().words());
    String webhook =
        installation.signIn() instanceof PodSignIn.WorkloadIdentity
            ? """
            # Needs the webhook of Azure workload identity in the cluster, the annotation on the ServiceAccount, and a federated
            # credential for it.
            """
            : "";
    String adapt =
        installation.isSample() ? "# To adapt: everything marked \"<-\", and the namespace.\n" : "";
    return subject + signsIn + webhook + adapt;
  }

  private static String job(Installation installation) {
    return """
    apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: %s
      namespace: %s
    spec:
    %s  schedule: %s
      timeZone: Etc/UTC
      # Two at a time would do no harm, but one of them would work for nothing.
      concurrencyPolicy: Forbid
      # A start that was missed (a cluster that was down) is made up for within half a day; after that the next day's will do.
      startingDeadlineSeconds: 43200
      successfulJobsHistoryLimit: 3
      failedJobsHistoryLimit: 3
      jobTemplate:
        spec:
          # For all attempts together. One attempt takes at most ROLLOUT_TIMEOUT for each workload, and some minutes for an Azure
          # that is slow to answer. Being ended here is safe: the next run goes on where this one was.
          activeDeadlineSeconds: %d
          backoffLimit: %d
          # A wrong option (2), a refusal (3) and a wrong name (4) are not mended by trying again. After a rollout that failed (5, or 7
          # among several) the former token is back: one try a day is enough, until somebody has looked.
          podFailurePolicy:
            rules:
              - action: FailJob
                onExitCodes:
                  containerName: rotate
                  operator: In
                  values: [2, 3, 4, 5, 7]
              # A pod that was evicted or whose node was drained is no failed attempt.
              - action: Ignore
                onPodConditions:
                  - type: DisruptionTarget
    """
        .formatted(
            YamlScalar.of(installation.name()),
            YamlScalar.of(installation.namespace()),
            installation.schedule().equals(Minute.schedule(installation.rotations()))
                ? "  # A minute of its own: on the hour everybody asks Azure.\n"
                : "",
            YamlScalar.quoted(installation.schedule()),
            installation.attempt().toSeconds() * Installation.ATTEMPTS,
            Installation.ATTEMPTS - 1);
  }

  private static String pod(Installation installation) {
    return """
          template:
            metadata:
              labels:
                app.kubernetes.io/name: apim-shg-rotate
                app.kubernetes.io/instance: %s
    %s        spec:
              restartPolicy: Never
              serviceAccountName: %s
              automountServiceAccountToken: true
              nodeSelector:
                kubernetes.io/os: linux
              securityContext:
                runAsNonRoot: true
                runAsUser: 65532
                runAsGroup: 65532
    %s            seccompProfile:
                  type: RuntimeDefault
    """
        .formatted(
            YamlScalar.of(installation.name()),
            installation.signIn() instanceof PodSignIn.WorkloadIdentity
                ? "            azure.workload.identity/use: \"true\"\n"
                : "",
            YamlScalar.of(installation.serviceAccount()),
            installation.signIn() instanceof PodSignIn.CredentialFile
                ? "            fsGroup: 65532\n"
                : "")
        .indent(0);
  }
}

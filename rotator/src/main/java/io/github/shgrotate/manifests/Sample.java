package io.github.shgrotate.manifests;

/// What stands in a manifest where nothing was given, to be replaced by hand: it is marked `<-`.
public enum Sample {
  IMAGE("apim-shg-rotate:0.1.0", "with your registry"),
  SUBSCRIPTION_ID(Sample.NO_GUID, ""),
  RESOURCE_GROUP("rg-edge", ""),
  APIM_INSTANCE("apim-contoso", ""),
  APIM_GATEWAY("edge-eu", "the gateway's name in API Management"),
  NAMESPACE("apim", ""),
  TOKEN_SECRET("apim-gateway-token", "the Secret that holds the gateway token"),
  K8S_OBJECT("deployment/apim-gateway", "what reads it"),
  CLIENT_ID(Sample.NO_GUID, "the client id of the app or of the managed identity"),
  TENANT(Sample.NO_GUID, "");

  private static final String NO_GUID = "00000000-0000-0000-0000-000000000000";

  private final String value;
  private final String note;

  Sample(String value, String note) {
    this.value = value;
    this.note = note;
  }

  public String value() {
    return value;
  }

  String mark() {
    return note.isEmpty() ? " # <-" : " # <- " + note;
  }
}

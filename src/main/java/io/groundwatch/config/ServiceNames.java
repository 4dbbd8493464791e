package io.groundwatch.config;

/** The keys by which upstream names the service that signals belong to; attributes of records. */
public final class ServiceNames {
  public static final String SERVICE = "service.name";
  public static final String ENVIRONMENT = "deployment.environment";

  private ServiceNames() {}
}

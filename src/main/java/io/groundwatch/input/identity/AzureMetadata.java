package io.groundwatch.input.identity;

import static io.groundwatch.config.DimensionPlaceholders.CLOUD_ACCOUNT_ID;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_INSTANCE_ID;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_INSTANCE_TYPE;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_PROVIDER;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_REGION;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_ZONE;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Azure's instance metadata service, a request a value. Its account is the subscription. */
final class AzureMetadata implements CloudService {
  private static final String COMPUTE = "/metadata/instance/compute/";
  private static final String AS_TEXT = "?api-version=2021-02-01&format=text";
  private static final Map<String, String> HEADERS = Map.of("Metadata", "true");

  private final String base;

  /** Asks at {@code base}, an address without a path. */
  AzureMetadata(URI base) {
    this.base = base.toString().replaceFirst("/+$", "");
  }

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public Map<String, String> ask() throws IOException {
    Optional<String> id = get("vmId");
    if (id.isEmpty()) {
      throw new IOException("no virtual machine's id at " + base);
    }
    return new Facts()
        .put(CLOUD_PROVIDER, Optional.of(name()))
        .put(CLOUD_INSTANCE_ID, id)
        .put(CLOUD_INSTANCE_TYPE, get("vmSize"))
        .put(CLOUD_REGION, get("location"))
        .put(CLOUD_ZONE, get("zone"))
        .put(CLOUD_ACCOUNT_ID, get("subscriptionId"))
        .all();
  }

  private Optional<String> get(String value) throws IOException {
    return new MetadataRequest("GET", URI.create(base + COMPUTE + value + AS_TEXT), HEADERS).send();
  }
}

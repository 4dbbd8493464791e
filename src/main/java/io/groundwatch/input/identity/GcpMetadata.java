package io.groundwatch.input.identity;

import static io.groundwatch.config.DimensionPlaceholders.CLOUD_ACCOUNT_ID;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_IMAGE_ID;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_INSTANCE_ID;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_INSTANCE_TYPE;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_PROVIDER;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_REGION;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_ZONE;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Google Cloud's metadata server, a request a value. Types, images and zones come as paths such as
 * {@code projects/1/zones/europe-west1-b}, of which the last name counts. Its account is the
 * project.
 */
final class GcpMetadata implements CloudService {
  private static final String PATH = "/computeMetadata/v1/";
  private static final Map<String, String> HEADERS = Map.of("Metadata-Flavor", "Google");

  private final String base;

  /** Asks at {@code base}, an address without a path. */
  GcpMetadata(URI base) {
    this.base = base.toString().replaceFirst("/+$", "");
  }

  @Override
  public String name() {
    return "gcp";
  }

  @Override
  public Map<String, String> ask() throws IOException {
    Optional<String> id = get("instance/id");
    if (id.isEmpty()) {
      throw new IOException("no instance's id at " + base);
    }
    Optional<String> zone = get("instance/zone").map(GcpMetadata::lastName);
    return new Facts()
        .put(CLOUD_PROVIDER, Optional.of(name()))
        .put(CLOUD_INSTANCE_ID, id)
        .put(CLOUD_INSTANCE_TYPE, get("instance/machine-type").map(GcpMetadata::lastName))
        .put(CLOUD_IMAGE_ID, get("instance/image").map(GcpMetadata::lastName))
        .put(CLOUD_ZONE, zone)
        .put(CLOUD_REGION, zone.map(GcpMetadata::region))
        .put(CLOUD_ACCOUNT_ID, get("project/project-id"))
        .all();
  }

  private Optional<String> get(String value) throws IOException {
    return new MetadataRequest("GET", URI.create(base + PATH + value), HEADERS).send();
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** A zone is its region, a dash and a letter. */
  private static String region(String zone) {
    return zone.substring(0, Math.max(0, zone.lastIndexOf('-')));
  }
}

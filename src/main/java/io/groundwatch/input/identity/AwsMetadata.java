package io.groundwatch.input.identity;

import static io.groundwatch.config.DimensionPlaceholders.AWS_ACCOUNT_ID;
import static io.groundwatch.config.DimensionPlaceholders.AWS_AUTO_SCALING_GROUP_NAME;
import static io.groundwatch.config.DimensionPlaceholders.AWS_IMAGE_ID;
import static io.groundwatch.config.DimensionPlaceholders.AWS_INSTANCE_ID;
import static io.groundwatch.config.DimensionPlaceholders.AWS_INSTANCE_TYPE;
import static io.groundwatch.config.DimensionPlaceholders.AWS_REGION;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_ACCOUNT_ID;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_IMAGE_ID;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_INSTANCE_ID;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_INSTANCE_TYPE;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_PROVIDER;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_REGION;
import static io.groundwatch.config.DimensionPlaceholders.CLOUD_ZONE;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EC2's instance metadata service, version 2: a token first, then the identity document, a flat
 * JSON object. The Auto Scaling group is a tag of the instance, which is told only where its launch
 * template allows tags in metadata.
 */
final class AwsMetadata implements CloudService {
  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"([^\"\\\\]*)\"");
  private static final String TOKEN = "/latest/api/token";
  private static final String DOCUMENT = "/latest/dynamic/instance-identity/document";
  private static final String GROUP_TAG =
      "/latest/meta-data/tags/instance/aws:autoscaling:groupName";
  private static final String TOKEN_SECONDS = "60";

  private final String base;

  /** Asks at {@code base}, an address without a path. */
  AwsMetadata(URI base) {
    this.base = base.toString().replaceFirst("/+$", "");
  }

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public Map<String, String> ask() throws IOException {
    String token =
        request("PUT", TOKEN, Map.of("X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS))
            .orElseThrow(() -> new IOException("no tokens at " + base));
    Map<String, String> headers = Map.of("X-aws-ec2-metadata-token", token);
    Map<String, String> document =
        members(
            request("GET", DOCUMENT, headers)
                .orElseThrow(() -> new IOException("no identity document at " + base)));
    Optional<String> id = Optional.ofNullable(document.get("instanceId"));
    Optional<String> image = Optional.ofNullable(document.get("imageId"));
    Optional<String> type = Optional.ofNullable(document.get("instanceType"));
    Optional<String> region = Optional.ofNullable(document.get("region"));
    Optional<String> account = Optional.ofNullable(document.get("accountId"));
    return new Facts()
        .put(CLOUD_PROVIDER, Optional.of(name()))
        .put(AWS_INSTANCE_ID, id)
        .put(CLOUD_INSTANCE_ID, id)
        .put(AWS_IMAGE_ID, image)
        .put(CLOUD_IMAGE_ID, image)
        .put(AWS_INSTANCE_TYPE, type)
        .put(CLOUD_INSTANCE_TYPE, type)
        .put(AWS_REGION, region)
        .put(CLOUD_REGION, region)
        .put(CLOUD_ZONE, Optional.ofNullable(document.get("availabilityZone")))
        .put(AWS_ACCOUNT_ID, account)
        .put(CLOUD_ACCOUNT_ID, account)
        .put(AWS_AUTO_SCALING_GROUP_NAME, request("GET", GROUP_TAG, headers))
        .all();
  }

  private Optional<String> request(String method, String path, Map<String, String> headers)
      throws IOException {
    return new MetadataRequest(method, URI.create(base + path), headers).send();
  }

  private static Map<String, String> members(String document) {
    Map<String, String> members = new HashMap<>();
    for (Matcher member = MEMBER.matcher(document); member.find(); ) {
      members.put(member.group(1), member.group(2));
    }
    return members;
  }
}

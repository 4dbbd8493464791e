package io.groundwatch.config;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand as {@code ${name}} in the values of {@code append_dimensions}: alone, as upstream
 * has it ({@code ${aws:InstanceId}}), or within other text. Any thread.
 */
public final class DimensionPlaceholders {
  public static final String AWS = "aws:";
  public static final String CLOUD = "cloud:";

  /** Before the name of a variable of the agent's environment. */
  public static final String ENV = "env:";

  public static final String HOST_ID = "host:id";
  public static final String HOST_NAME = "host:name";
  public static final String CONTAINER_ID = "container:id";
  public static final String CONTAINER_POD = "container:pod";
  public static final String CONTAINER_NAMESPACE = "container:namespace";
  public static final String AWS_INSTANCE_ID = AWS + "InstanceId";
  public static final String AWS_IMAGE_ID = AWS + "ImageId";
  public static final String AWS_INSTANCE_TYPE = AWS + "InstanceType";
  public static final String AWS_AUTO_SCALING_GROUP_NAME = AWS + "AutoScalingGroupName";
  public static final String AWS_REGION = AWS + "Region";
  public static final String AWS_ACCOUNT_ID = AWS + "AccountId";
  public static final String CLOUD_PROVIDER = CLOUD + "provider";
  public static final String CLOUD_INSTANCE_ID = CLOUD + "instance_id";
  public static final String CLOUD_INSTANCE_TYPE = CLOUD + "instance_type";
  public static final String CLOUD_IMAGE_ID = CLOUD + "image_id";
  public static final String CLOUD_REGION = CLOUD + "region";
  public static final String CLOUD_ZONE = CLOUD + "zone";
  public static final String CLOUD_ACCOUNT_ID = CLOUD + "account_id";

  private static final Set<String> TELLING_HOSTS_APART =
      Set.of(HOST_ID, HOST_NAME, CONTAINER_ID, CONTAINER_POD, AWS_INSTANCE_ID, CLOUD_INSTANCE_ID);

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              HOST_ID,
              HOST_NAME,
              CONTAINER_ID,
              CONTAINER_POD,
              CONTAINER_NAMESPACE,
              AWS_INSTANCE_ID,
              AWS_IMAGE_ID,
              AWS_INSTANCE_TYPE,
              AWS_AUTO_SCALING_GROUP_NAME,
              AWS_REGION,
              AWS_ACCOUNT_ID,
              CLOUD_PROVIDER,
              CLOUD_INSTANCE_ID,
              CLOUD_INSTANCE_TYPE,
              CLOUD_IMAGE_ID,
              CLOUD_REGION,
              CLOUD_ZONE,
              CLOUD_ACCOUNT_ID));

  private static final Pattern WRITTEN = Pattern.compile("\\$\\{([^}]*)}");

  private DimensionPlaceholders() {}

  /** The names of the placeholders in a value; what only looks like one is text. */
  public static Set<String> in(String value) {
    Set<String> names = written(value);
    names.removeIf(name -> !isKnown(name));
    return names;
  }

  /** The value with its placeholders filled in; empty where one of them is not known. */
  public static Optional<String> fill(String value, Map<String, String> known) {
    if (!known.keySet().containsAll(in(value))) {
      return Optional.empty();
    }
    Matcher written = WRITTEN.matcher(value);
    return Optional.of(
        written.replaceAll(
            found -> Matcher.quoteReplacement(known.getOrDefault(found.group(1), found.group()))));
  }

  /** Whether the value, filled in, is another one on every host. */
  public static boolean tellsHostsApart(String value) {
    return in(value).stream().anyMatch(TELLING_HOSTS_APART::contains);
  }

  /** What is wrong with a value, in words; empty where nothing is. */
  static Optional<String> fault(String value) {
    for (String name : written(value)) {
      if (!isKnown(name)) {
        return Optional.of(
            "no such placeholder, and the dimension is left out: ${"
                + name
                + "}"
                + NearestName.hint(name, KNOWN));
      }
    }
    return Optional.empty();
  }

  private static boolean isKnown(String name) {
    return KNOWN.contains(name) || (name.startsWith(ENV) && name.length() > ENV.length());
  }

  private static Set<String> written(String value) {
    Set<String> names = new LinkedHashSet<>();
    for (Matcher written = WRITTEN.matcher(value); written.find(); ) {
      names.add(written.group(1));
    }
    return names;
  }
}

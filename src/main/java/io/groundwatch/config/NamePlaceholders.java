package io.groundwatch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand in braces in the names of log groups and streams. All but {@code {file_name}} are
 * the CloudWatch Agent's (translator/translate/util/placeholderUtil.go).
 */
public final class NamePlaceholders {
  /** The day on which a line is read, as 2026-01-31 in local time: it rolls at midnight. */
  public static final String DATE = "{date}";

  /** The last name of a file's path. */
  public static final String FILE_NAME = "{file_name}";

  public static final String INSTANCE_ID = "{instance_id}";
  public static final String HOSTNAME = "{hostname}";
  public static final String LOCAL_HOSTNAME = "{local_hostname}";
  public static final String IP_ADDRESS = "{ip_address}";
  public static final String AWS_REGION = "{aws_region}";
  public static final String ACCOUNT_ID = "{account_id}";

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              DATE,
              FILE_NAME,
              INSTANCE_ID,
              HOSTNAME,
              LOCAL_HOSTNAME,
              IP_ADDRESS,
              AWS_REGION,
              ACCOUNT_ID));

  private static final Pattern BRACED = Pattern.compile("\\{[A-Za-z0-9_ .-]*}");

  private NamePlaceholders() {}

  /** What is wrong with the placeholders of a name, in words; empty where nothing is. */
  static Optional<String> fault(String name) {
    List<String> unknown = new ArrayList<>();
    for (Matcher braced = BRACED.matcher(name); braced.find(); ) {
      if (!KNOWN.contains(braced.group())) {
        unknown.add(braced.group() + NearestName.hint(braced.group(), KNOWN));
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("no such placeholder, so it stays as it is: " + String.join(", ", unknown));
  }
}

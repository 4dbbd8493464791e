package io.groundwatch.aws;

import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The shared files of AWS's tools, {@code ~/.aws/credentials} and {@code ~/.aws/config} (AWS SDKs
 * and Tools Reference Guide, "Shared config and credentials files"). Read anew each time. Any
 * thread.
 */
final class ProfileFiles {
  private static final String DEFAULT = "default";
  private static final String CLOUDWATCH_AGENT = "AmazonCloudWatchAgent";

  private final Path credentials;
  private final Path config;

  /** Where {@code named} or the environment says that they are, else in the home folder. */
  ProfileFiles(Optional<Path> named, Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/"), ".aws");
    this.credentials =
        named.orElse(path(environment, "AWS_SHARED_CREDENTIALS_FILE", home.resolve("credentials")));
    this.config = path(environment, "AWS_CONFIG_FILE", home.resolve("config"));
  }

  private static Path path(Map<String, String> environment, String variable, Path usual) {
    String named = environment.getOrDefault(variable, "");
    return named.isEmpty() ? usual : Path.of(named);
  }

  /**
   * The profiles to look into: the one that is asked for, alone; else the usual one, and the one
   * that the CloudWatch Agent's guide has people write on a host that is not AWS's.
   */
  static List<String> names(Optional<String> asked, Map<String, String> environment) {
    return asked
        .or(() -> Optional.ofNullable(environment.get("AWS_PROFILE")))
        .map(List::of)
        .orElse(List.of(DEFAULT, CLOUDWATCH_AGENT));
  }

  /** What both files say of a profile, the credentials file before the other; empty for none. */
  Map<String, String> profile(String name) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    read(config, name.equals(DEFAULT) ? name : "profile " + name, all);
    read(credentials, name, all);
    return all;
  }

  /** What the config file says of a session of single sign-on; empty for none. */
  Map<String, String> session(String name) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    read(config, "sso-session " + name, all);
    return all;
  }

  private static void read(Path file, String section, Map<String, String> into) throws IOException {
    boolean inside = false;
    for (String line : lines(file)) {
      String text = line.strip();
      boolean nested = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
      if (text.startsWith("[") && text.endsWith("]")) {
        String name = text.substring(1, text.length() - 1).strip().replaceAll("\\s+", " ");
        inside = name.equals(section);
      } else if (inside && !nested && !text.startsWith("#") && text.indexOf('=') > 0) {
        int equals = text.indexOf('=');
        into.put(
            text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            text.substring(equals + 1).strip().replaceFirst("\\s+[#;].*$", ""));
      }
    }
  }

  private static Iterable<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new IOException(file + ": " + FileFailure.text(e), e);
    }
  }
}

package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private final Path root;

  ConfigLoaderTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void refusesWhatCannotBeRead() throws IOException {
    Path none = root.resolve("none.json");
    assertRefused(none, none + ": no such file (expected: a JSON file)");
    assertRefused(root, root + ": is a folder (expected: a file)");
    Path large = Files.write(root.resolve("large.json"), blanks(ConfigLoader.MAX_BYTES + 1));
    assertRefused(large, large + ": too large (expected: at most 16MiB)");
    Path latin1 = Files.write(root.resolve("l.json"), new byte[] {'{', '"', (byte) 0xe9, '"'});
    assertRefused(latin1, latin1 + ": not UTF-8 (expected: JSON in UTF-8)");
    Path empty = Files.createFile(root.resolve("empty.json"));
    assertRefused(empty, empty + ": is empty (expected: a JSON object; the smallest is {})");
  }

  @Test
  void refusesAFileThatThisUserMayNotRead() throws IOException {
    Path secret = Files.writeString(root.resolve("secret.json"), "{}");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(secret), "skipped: this user may read every file");

    assertRefused(
        secret, secret + ": may not be read by this user (expected: a file that it may read)");
  }

  @Test
  void readsUtf8WithAByteOrderMark() throws ConfigException {
    byte[] json =
        "\uFEFF{ \"agent\": { \"hostname\": \"hôte\" } }".getBytes(StandardCharsets.UTF_8);

    assertThat(ConfigLoader.parse("c.json", json).config().agent().hostname()).contains("hôte");
  }

  @Test
  void takesTheGivenFileBeforeTheVariableBeforeTheSystemFile() throws Exception {
    Path given = Files.writeString(root.resolve("given.json"), host("given"));
    Path etc = Files.createDirectories(root.resolve("etc/groundwatch"));
    Files.writeString(etc.resolve("config.json"), host("system"));
    Map<String, String> content = Map.of(ConfigLoader.CONTENT_VARIABLE, host("variable"));

    assertThat(found(List.of(given), content)).isEqualTo("given");
    assertThat(found(List.of(), content)).isEqualTo("variable");
    assertThat(found(List.of(), Map.of())).isEqualTo("system");
  }

  @Test
  void findsNothingWhereThereIsNothing() throws ConfigException {
    assertThat(ConfigLoader.find(List.of(), Map.of(), root)).isEmpty();
  }

  @Test
  void neverPassesOverTheFirstThatExists() throws IOException {
    Path etc = Files.createDirectories(root.resolve("etc/groundwatch"));
    Files.createSymbolicLink(etc.resolve("config.json"), root.resolve("nowhere"));
    Map<String, String> blank = Map.of(ConfigLoader.CONTENT_VARIABLE, "");

    assertThat(refused(List.of(), blank)).startsWith("GROUNDWATCH_CONFIG_CONTENT: is empty");
    assertThat(refused(List.of(), Map.of())).endsWith("no such file (expected: a JSON file)");
    assertThat(refused(List.of(root.resolve("none.json")), Map.of())).contains("no such file");
  }

  @Test
  void mergesWhatOnePlaceHolds() throws Exception {
    Path etc = Files.createDirectories(root.resolve("etc/groundwatch/config.d"));
    Path base = Files.writeString(etc.resolveSibling("config.json"), host("web1"));
    Path part = Files.writeString(etc.resolve("50-app.json"), "{\"agent\":{\"debug\":true}}");
    LoadedConfig loaded = ConfigLoader.find(List.of(), Map.of(), root).orElseThrow();

    assertThat(loaded.config().agent().hostname()).contains("web1");
    assertThat(loaded.config().agent().debug()).isTrue();
    assertThat(loaded.sources()).containsExactly(base.toString(), part.toString());
  }

  @Test
  void saysEveryFaultOfEveryFile() throws Exception {
    Path one = Files.writeString(root.resolve("1.json"), "{\"agent\":{\"region\":1}}");
    Path two = Files.writeString(root.resolve("2.json"), "{\"agent\":{\"debug\":0,\"region\":2}}");

    assertThat(refused(List.of(one, two), Map.of()).lines())
        .extracting(line -> line.substring(root.toString().length() + 1).split(": ", 2)[0])
        .containsExactly(
            "1.json:1:20 /agent/region", "2.json:1:19 /agent/debug", "2.json:1:30 /agent/region");
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    Path loop = root.resolve("loop.json");
    Files.createSymbolicLink(loop, loop);

    assertThat(refused(List.of(loop), Map.of())).startsWith(loop + ": cannot be read: Too many");
  }

  private static String host(String name) {
    return "{\"agent\":{\"hostname\":\"" + name + "\"}}";
  }

  private String found(List<Path> given, Map<String, String> environment) throws ConfigException {
    return ConfigLoader.find(given, environment, root)
        .orElseThrow()
        .config()
        .agent()
        .hostname()
        .orElseThrow();
  }

  private String refused(List<Path> given, Map<String, String> environment) {
    return String.valueOf(
        catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.find(given, environment, root))
            .getMessage());
  }

  private static void assertRefused(Path file, String message) {
    assertThat(catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(file)))
        .hasMessage(message);
  }

  private static byte[] blanks(int length) {
    byte[] blanks = new byte[length];
    Arrays.fill(blanks, (byte) ' ');
    return blanks;
  }
}

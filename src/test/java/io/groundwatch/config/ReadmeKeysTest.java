package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.ConfigNode.StringNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The README's table of keys is made from the schema. To renew it, put in its place what this test
 * expects.
 */
class ReadmeKeysTest {
  private static final String BEGIN = "<!-- keys: made from config.schema.json -->\n";
  private static final String END = "<!-- end of keys -->\n";
  private static final ConfigSchema SCHEMA = ConfigSchema.shipped();

  private final List<String> rows = new ArrayList<>();

  @Test
  void theReadmeHasEveryKeyOfOurs() throws IOException {
    rows.add("| key | default | meaning |");
    rows.add("|---|---|---|");
    walk(SCHEMA.root(), "");
    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme).contains(BEGIN, END);
    String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

    assertThat(table).isEqualTo(String.join("\n", rows) + "\n");
  }

  private void walk(ObjectNode schema, String path) {
    for (ObjectNode branch : SCHEMA.branches(schema)) {
      ConfigSchema.object(branch, "properties").ifPresent(p -> members(p, path));
      ConfigSchema.object(branch, "items").ifPresent(items -> walk(items, path + "[]"));
      ConfigSchema.object(branch, "additionalProperties")
          .filter(free -> path.equals("destinations"))
          .ifPresent(free -> walk(free, path + ".NAME"));
    }
  }

  private void members(ObjectNode properties, String path) {
    properties
        .members()
        .forEach(
            (key, member) -> {
              ObjectNode property = (ObjectNode) member.value();
              String name = path.isEmpty() ? key : path + "." + key;
              if (isOurs(property) && !hasOurs(property)) {
                row(name, property);
              } else {
                walk(property, name);
              }
            });
  }

  private void row(String name, ObjectNode property) {
    String shown =
        name.replaceFirst("^logs\\.logs_collected\\.(files\\.)?", "")
            .replaceFirst("^destinations\\.NAME\\.(?!type$)", "….");
    rows.add(
        "| `%s` | %s | %s |"
            .formatted(
                shown, usual(property), ConfigSchema.text(property, "description").orElseThrow()));
  }

  private static String usual(ObjectNode property) {
    Optional<String> text = ConfigSchema.text(property, "x-default");
    return text.or(
            () ->
                ConfigSchema.value(property, "default")
                    .map(
                        value ->
                            value instanceof StringNode string
                                ? "`\"" + string.text() + "\"`"
                                : "`" + JsonText.of(value) + "`"))
        .orElse("");
  }

  private static boolean isOurs(ObjectNode property) {
    return ConfigSchema.value(property, "x-ours").isPresent();
  }

  private static boolean hasOurs(ObjectNode property) {
    return SCHEMA.branches(property).stream()
        .flatMap(branch -> ConfigSchema.object(branch, "properties").stream())
        .flatMap(properties -> properties.members().values().stream())
        .anyMatch(member -> isOurs((ObjectNode) member.value()));
  }
}

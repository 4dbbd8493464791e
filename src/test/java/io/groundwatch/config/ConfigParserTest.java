package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigParserTest {
  private final Faults faults = new Faults();

  @Test
  void remembersWhereEachValueStands() {
    ObjectNode root = (ObjectNode) parse("{\n  \"é/~\": [1,\n    true]\n}").orElseThrow();
    ConfigNode.Member member = Objects.requireNonNull(root.members().get("é/~"));
    ArrayNode array = (ArrayNode) member.value();

    assertThat(member.namePlace()).isEqualTo(new Place("f", 2, 3, "/é~1~0"));
    assertThat(array.place()).isEqualTo(new Place("f", 2, 10, "/é~1~0"));
    assertThat(array.elements().get(1).place()).isEqualTo(new Place("f", 3, 5, "/é~1~0/1"));
  }

  @Test
  void readsCommentsAndACommaAtTheEnd() {
    assertThat(parse("/* a */ { \"x\": [1, 2,], // b\n }")).isPresent();
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void findsEveryDuplicateKey() {
    parse("{\"a\":1,\"a\":{\"b\":1,\"b\":2},\"a\":3}");

    assertThat(texts())
        .containsExactly(
            "f:1:8 /a: duplicate key (it stands already at 1:2)",
            "f:1:19 /a/b: duplicate key (it stands already at 1:13)",
            "f:1:26 /a: duplicate key (it stands already at 1:2)");
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    parse("[".repeat(65) + "]".repeat(65));
    assertThat(texts()).hasSize(1).first().asString().startsWith("f:1:65 ").contains("too deep");
  }

  @Test
  void doesNotOverflowTheStackOrTheMemory() {
    assertThat(parse("[".repeat(1_000_000))).isEmpty();
    assertThat(parse("1".repeat(1_000_000))).isEmpty();
    assertThat(parse("{\"" + "k".repeat(1_000_000) + "\":1}")).isEmpty();
    assertThat(faults.hasErrors()).isTrue();
  }

  @Test
  void keepsABoundedNumberOfFaults() {
    parse("{" + "\"a\":1,".repeat(2 * Faults.MAX_KEPT + 1) + "}");

    assertThat(texts()).hasSize(Faults.MAX_KEPT + 1).last().isEqualTo("f: and 500 more");
  }

  private Optional<ConfigNode> parse(String text) {
    return ConfigParser.parse("f", text, faults);
  }

  private List<String> texts() {
    return faults.all().stream().map(Fault::text).toList();
  }
}

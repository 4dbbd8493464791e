package io.groundwatch.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTreeTest {
  @Test
  void saysWhatItHolds() {
    JsonTree tree = JsonTree.of("{\"a\":{\"b\":[1,\"x\",null,true]},\"n\":12}");
    assertThat(tree.at("a", "b").elements())
        .extracting(element -> element.text())
        .containsExactly("1", "x", "", "true");
    assertThat(tree.at("n").number()).contains(12L);
    assertThat(tree.at("a").members()).containsOnlyKeys("b");
  }

  @Test
  void saysEmptyWhereItHoldsSomethingElse() {
    JsonTree tree = JsonTree.of("{\"a\":\"text\"}");
    assertThat(tree.text("a", "b")).isEmpty();
    assertThat(tree.at("a").number()).isEmpty();
    assertThat(tree.at("a").elements()).isEmpty();
    assertThat(JsonTree.of("<html>").members()).isEmpty();
    assertThat(JsonTree.of("").text()).isEmpty();
  }

  @Test
  void whatIsCutOffReadsAsFarAsItGoes() {
    JsonTree tree = JsonTree.of("{\"errors\":true,\"items\":[{\"s\":1},{\"s\":2},{\"s");
    assertThat(tree.text("errors")).isEqualTo("true");
    assertThat(tree.at("items").elements()).extracting(item -> item.text("s")).contains("1", "2");
  }

  @Test
  void depthHasAnEnd() {
    assertThat(JsonTree.of("[".repeat(500) + "]".repeat(500)).elements()).hasSize(1);
  }
}

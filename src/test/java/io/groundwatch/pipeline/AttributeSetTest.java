package io.groundwatch.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttributeSetTest {
  private final AttributeSet set = new AttributeSet();

  @Test
  void theLastOfANameWinsAndKeepsItsPlace() {
    set.put("a", "1");
    set.put("b", "2");
    set.put("a", "3");
    assertThat(set.toMap()).containsExactly(entry("a", "3"), entry("b", "2"));
  }

  @Test
  void isAMapWhateverIsDoneToIt() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      set.clear();
      Map<String, String> model = new LinkedHashMap<>();
      for (int step = 0; step < 60; step++) {
        String name = "n" + random.nextInt(20);
        String value = "é".repeat(random.nextInt(30));
        int slot = set.find(name.getBytes(UTF_8));
        assertThat(slot >= 0).as("seed %d", seed).isEqualTo(model.containsKey(name));
        int act = slot < 0 ? 0 : random.nextInt(4);
        if (act == 0) {
          assertThat(set.put(name, value)).isTrue();
          model.put(name, value);
        } else if (act == 1) {
          set.remove(slot);
          model.remove(name);
        } else if (act == 2) {
          byte[] bytes = value.getBytes(UTF_8);
          set.setValue(slot, bytes, 0, bytes.length);
          model.put(name, value);
        } else {
          byte[] other = ("n" + random.nextInt(20)).getBytes(UTF_8);
          set.setName(slot, other, 0, other.length);
          model.put(new String(other, UTF_8), model.remove(name));
        }
        assertThat(set.toMap()).as("seed %d", seed).isEqualTo(model);
      }
      assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
    }
  }

  @Test
  void aLongValueIsCutBetweenCharacters() {
    assertThat(set.put("a", "x" + "é".repeat(AttributeSet.MAX_VALUE_BYTES))).isFalse();
    assertThat(set.toMap().get("a"))
        .isEqualTo("x" + "é".repeat((AttributeSet.MAX_VALUE_BYTES - 1) / 2));
  }

  @Test
  void aNameThatIsEmptyOrTooLongIsNotTaken() {
    assertThat(set.put("", "x")).isFalse();
    assertThat(set.put("n".repeat(AttributeSet.MAX_NAME_BYTES + 1), "x")).isFalse();
    assertThat(set.put("n".repeat(AttributeSet.MAX_NAME_BYTES), "x")).isTrue();
    assertThat(set.toMap()).hasSize(1);
  }

  @Test
  void takesNoMoreAttributesThanItsBoundAndStillReplacesThose() {
    for (int i = 0; i < AttributeSet.MAX_COUNT; i++) {
      assertThat(set.put("n" + i, "x")).isTrue();
    }
    assertThat(set.put("one more", "x")).isFalse();
    assertThat(set.put("n0", "y")).isTrue();
    assertThat(set.toMap()).hasSize(AttributeSet.MAX_COUNT).containsEntry("n0", "y");
  }

  @Test
  void whatIsReplacedIsGoneThoughNothingFitsAnyMore() {
    String long64k = "x".repeat(AttributeSet.MAX_VALUE_BYTES);
    for (int i = 0; set.put("n" + i, long64k); i++) {}
    byte[] stars = "*".repeat(AttributeSet.MAX_VALUE_BYTES).getBytes(UTF_8);
    for (int i = 0; i < set.slots(); i++) {
      set.setValue(i, stars, 0, stars.length);
    }
    assertThat(set.toMap().values()).allMatch(value -> !value.contains("x"));
  }

  @Test
  void takesAllOfAnotherSet() {
    AttributeSet other = new AttributeSet();
    other.put("a", "1");
    other.put("gone", "2");
    other.put("c", "3");
    other.remove(other.find("gone".getBytes(UTF_8)));
    set.put("c", "0");
    assertThat(set.putAll(other)).isTrue();
    assertThat(set.toMap()).containsOnly(entry("a", "1"), entry("c", "3"));
  }

  @Test
  void forgetsOnlyWhenToldTo() {
    set.put("a", "1");
    set.clear();
    assertThat(set.toMap()).isEmpty();
    assertThat(set.encodedBytes()).isZero();
    assertThat(set.find("a".getBytes(UTF_8))).isEqualTo(-1);
  }
}

package io.groundwatch.input.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.aggregate.SeriesRoom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
  private final Line line = new Line();
  private final SeriesTable table =
      new SeriesTable(
          new SeriesNames(StatsdConfigs.plain(), "n", Dimensions.NONE), List.of(), 12345);

  @Test
  void findsEachSeriesAgainAndNoOther() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Map<String, Aggregate> known = new HashMap<>();
    for (int i = 0; i < 30_000; i++) {
      String key = random.nextInt(3000) + "|" + "cgh".charAt(random.nextInt(3));
      Aggregate found = find("n" + key.replace("|", ":1|"), i);
      assertThat(found).as("seed %d", seed).isNotNull();
      assertThat(known.computeIfAbsent(key, k -> found))
          .as("seed %d: %s", seed, key)
          .isSameAs(found);
    }
    assertThat(known.values()).doesNotHaveDuplicates().hasSize(table.size());
  }

  @Test
  void forgetsWhatIsNotUsedAndFindsTheRest() {
    for (int i = 0; i < 1000; i++) {
      find("old" + i + ":1|c", 0);
      find("new" + i + ":1|c", 0);
    }
    long later = TimeUnit.MINUTES.toNanos(50);
    Map<Integer, Aggregate> used = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      used.put(i, find("new" + i + ":1|c", later));
    }
    table.forget(TimeUnit.MINUTES.toNanos(70));
    assertThat(table.size()).isEqualTo(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(find("new" + i + ":1|c", later)).isSameAs(used.get(i));
    }
  }

  @Test
  void aSenderWithEverNewTagsCannotMakeItGrow() {
    for (int i = 0; i < 3 * SeriesRoom.MAX_SERIES; i++) {
      find("a:1|c|#user:" + i, 0);
    }
    assertThat(table.size()).isEqualTo(SeriesRoom.MAX_SERIES);
    assertThat(find("another:1|c", 0)).isNull();
    assertThat(table.refusal()).isEqualTo(SeriesTable.Refusal.SERIES);
    assertThat(find("a:1|c|#user:7", 0)).as("what is known goes on").isNotNull();
  }

  @Test
  void longNamesAndTagsAreBoundedTogether() {
    String tags = "t0:" + "v".repeat(1000) + ",t1:" + "w".repeat(1000);
    for (int i = 0; i < SeriesRoom.MAX_SERIES; i++) {
      find("a" + i + ":1|c|#" + tags, 0);
    }
    assertThat(table.size()).isLessThan(SeriesRoom.MAX_BYTES / 2000);
    assertThat(table.refusal()).isEqualTo(SeriesTable.Refusal.SERIES);
    int before = table.size();
    table.forget(TimeUnit.HOURS.toNanos(2));
    assertThat(table.size()).isZero();
    for (int i = 0; i < SeriesRoom.MAX_SERIES; i++) {
      find("b" + i + ":1|c|#" + tags, TimeUnit.HOURS.toNanos(2));
    }
    assertThat(table.size()).as("as many again").isEqualTo(before);
  }

  /** Their keys are many, their series are few. */
  @Test
  void aSenderThatShufflesItsTagsKeepsItsSeries() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      tags.add("t" + i + ":v");
    }
    Aggregate first = find("a:1|c|#" + String.join(",", tags), 0);
    for (int i = 0; i < 2 * SeriesCache.MAX_KEYS; i++) {
      Collections.shuffle(tags, random);
      assertThat(find("a:1|c|#" + String.join(",", tags), 0)).as("seed %d", seed).isSameAs(first);
    }
    assertThat(table.size()).isEqualTo(1);
    assertThat(find("b:1|c", 0)).as("and others find room").isNotNull();
  }

  /** Rolled up to one, the series of a moment must not use up what there is for all. */
  @Test
  void whatIsDroppedForItsRollUpTakesNoRoom() {
    SeriesTable rolled =
        new SeriesTable(
            new SeriesNames(StatsdConfigs.rolledUp(), "n", Dimensions.NONE), List.of(), 1);
    for (int i = 0; i < 2 * SeriesRoom.MAX_SERIES + 10; i++) {
      byte[] bytes = ("a:1|c|#user:" + i).getBytes(UTF_8);
      assertThat(line.read(bytes, 0, bytes.length)).isNull();
      assertThat(rolled.find(line)).as("line %d", i).hasSize(1);
    }
    assertThat(rolled.size()).isEqualTo(1);
    byte[] other = "b:1|c".getBytes(UTF_8);
    assertThat(line.read(other, 0, other.length)).isNull();
    assertThat(rolled.find(line)).isNotNull();
  }

  @Test
  void tooManyTagsAreRefused() {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      tags.append(i == 0 ? "" : ",").append('t').append(i).append(":v");
    }
    assertThat(find("a:1|c|#" + tags, 0)).isNull();
    assertThat(table.refusal()).isEqualTo(SeriesTable.Refusal.TAGS);
  }

  private @Nullable Aggregate find(String text, long nowNanos) {
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(line.read(bytes, 0, bytes.length)).isNull();
    Aggregate[] into = table.find(line);
    if (into == null) {
      return null;
    }
    assertThat(line.nextNumber()).isTrue();
    into[0].take(line, nowNanos);
    return into[0];
  }
}

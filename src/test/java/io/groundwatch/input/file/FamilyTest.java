package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FamilyTest {
  @TempDir Path folder;
  private final ReadTrouble trouble = trouble();

  private static ReadTrouble trouble() {
    FakeTime time = new FakeTime();
    return new ReadTrouble(
        new ThrottledLog(LoggerFactory.getLogger(FamilyTest.class), time, Duration.ofHours(1)),
        time);
  }

  private void make(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
  }

  private void move(String from, String to) {
    try {
      Files.move(folder.resolve(from), folder.resolve(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Family family) {
    return family.members().stream().map(stat -> RotatedName.nameOf(stat.path())).toList();
  }

  @Test
  void holdsALogAndWhatMayBeItsGenerations() throws IOException {
    make("app.log", "app.log.1", "app.log-20260131", "other.log", "app.log.2.gz");
    Files.createDirectory(folder.resolve("app.log.d"));
    List<List<String>> met = new ArrayList<>();

    assertThat(Family.search(folder, "app.log", trouble, family -> met.add(names(family))))
        .isTrue();

    assertThat(met)
        .containsExactly(List.of("app.log", "app.log-20260131", "app.log.1", "app.log.2.gz"));
  }

  @Test
  void isSearchedOnceWhereNothingIsRenamed() throws IOException {
    make("app.log", "app.log.1");
    List<List<String>> met = new ArrayList<>();

    boolean found = Family.search(folder, "app.log", trouble, family -> !met.add(names(family)));

    assertThat(found).isFalse();
    assertThat(met).hasSize(1);
  }

  @Test
  void isSearchedAgainWhereNamesWereHandedOnMeanwhile() throws IOException {
    make("app.log", "app.log.1", "app.log.2");
    List<Object> second = new ArrayList<>();

    Family.search(
        folder,
        "app.log",
        trouble,
        family -> {
          second.add(family.at(folder.resolve("app.log.2")).orElseThrow().identity());
          if (second.size() == 1) {
            move("app.log.2", "app.log.3");
            move("app.log.1", "app.log.2");
          }
          return false;
        });

    assertThat(second).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void isNotSearchedForEverWhereARotationNeverEnds() throws IOException {
    make("app.log", "app.log.1");
    List<Family> looks = new ArrayList<>();

    boolean found =
        Family.search(
            folder,
            "app.log",
            trouble,
            family -> {
              looks.add(family);
              move("app.log." + looks.size(), "app.log." + (looks.size() + 1));
              return false;
            });

    assertThat(found).isFalse();
    assertThat(looks).hasSize(Family.MAX_LOOKS);
  }
}

package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.BatchEncoder;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.SampleBatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFolderTest {
  private Path folder;

  @BeforeEach
  void choose(@TempDir Path temporary) {
    folder = temporary.resolve("dead");
  }

  @Test
  void keepsTheRefusedRecordsWithTheirReasons() throws IOException {
    for (Compression compression : Compression.values()) {
      StoredBatch batch = batch(compression.code(), compression);
      DeadLetterFolder dead = DeadLetterFolder.open(folder, 10_000);

      assertThat(dead.keep(batch, List.of(new Refusal(2, "too \"old\""), new Refusal(0, "no"))))
          .isTrue();

      List<String> lines = Files.readAllLines(file(batch));
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0))
          .startsWith("{\"index\":0,\"reason\":\"no\",\"record\":{\"type\":\"log\",")
          .endsWith(",\"message\":\"a\"}}");
      assertThat(lines.get(1))
          .startsWith("{\"index\":2,\"reason\":\"too \\\"old\\\"\",\"record\":{")
          .endsWith(",\"message\":\"c\"}}");
    }
  }

  @Test
  void keepingTheSameAgainChangesNothing() throws IOException {
    StoredBatch batch = batch(1, Compression.ZSTD);
    DeadLetterFolder dead = DeadLetterFolder.open(folder, 10_000);
    List<Refusal> refusals = List.of(new Refusal(1, "no"));
    assertThat(dead.keep(batch, refusals)).isTrue();
    byte[] before = Files.readAllBytes(file(batch));

    assertThat(dead.keep(batch, refusals)).isTrue();
    assertThat(DeadLetterFolder.open(folder, 10_000).keep(batch, refusals)).isTrue();

    assertThat(Files.readAllBytes(file(batch))).isEqualTo(before);
    assertThat(dead.bytes()).isEqualTo(before.length);
  }

  @Test
  void addsWhatIsRefusedLaterOfTheSameBatch() throws IOException {
    StoredBatch batch = batch(1, Compression.NONE);
    DeadLetterFolder dead = DeadLetterFolder.open(folder, 10_000);
    assertThat(dead.keep(batch, List.of(new Refusal(2, "no")))).isTrue();
    assertThat(dead.keep(batch, List.of(new Refusal(0, "no"), new Refusal(2, "other")))).isTrue();

    assertThat(Files.readAllLines(file(batch)))
        .extracting(line -> line.substring(0, 23))
        .containsExactly("{\"index\":0,\"reason\":\"no", "{\"index\":2,\"reason\":\"no");
  }

  @Test
  void takesNothingBeyondItsLimit() throws IOException {
    DeadLetterFolder dead = DeadLetterFolder.open(folder, 400);
    assertThat(dead.keep(batch(1, Compression.NONE), List.of(new Refusal(0, "no")))).isTrue();
    long full = dead.bytes();

    assertThat(dead.keep(batch(2, Compression.NONE), refusals())).isFalse();
    assertThat(dead.bytes())
        .isEqualTo(full)
        .isEqualTo(Files.size(file(batch(1, Compression.NONE))));
    DeadLetterFolder again = DeadLetterFolder.open(folder, 400);
    assertThat(again.bytes()).isEqualTo(full);
    assertThat(again.keep(batch(2, Compression.NONE), refusals())).isFalse();
  }

  @Test
  void noticesThatItWasEmptiedOrRemoved() throws IOException {
    List<Refusal> one = List.of(new Refusal(0, "no"));
    DeadLetterFolder dead = DeadLetterFolder.open(folder, 300);
    assertThat(dead.keep(batch(1, Compression.NONE), one)).isTrue();
    assertThat(dead.keep(batch(2, Compression.NONE), one)).isFalse();

    Files.delete(file(batch(1, Compression.NONE)));
    assertThat(dead.keep(batch(2, Compression.NONE), one)).isTrue();
    assertThat(dead.bytes()).isEqualTo(Files.size(file(batch(2, Compression.NONE))));

    Files.delete(file(batch(2, Compression.NONE)));
    Files.delete(folder);
    assertThat(dead.keep(batch(3, Compression.NONE), one)).isTrue();
    assertThat(file(batch(3, Compression.NONE))).exists();
  }

  @Test
  void clearsWhatWasCutOff() throws IOException {
    Files.createDirectories(folder);
    Path cut = folder.resolve("x.ndjson.tmp");
    Files.writeString(cut, "{\"ind");

    assertThat(DeadLetterFolder.open(folder, 400).bytes()).isZero();
    assertThat(cut).doesNotExist();
  }

  @Test
  void keepsLinesThatItDidNotWrite() throws IOException {
    StoredBatch batch = batch(1, Compression.NONE);
    DeadLetterFolder dead = DeadLetterFolder.open(folder, 10_000);
    Files.writeString(file(batch), "strange\n{\"index\":x,\n");

    assertThat(dead.keep(batch, List.of(new Refusal(1, "no")))).isTrue();
    assertThat(Files.readAllLines(file(batch))).hasSize(3).contains("strange", "{\"index\":x,");
  }

  @Test
  void nobodyElseMayReadThem() throws IOException {
    StoredBatch batch = batch(1, Compression.NONE);
    assertThat(DeadLetterFolder.open(folder, 10_000).keep(batch, refusals())).isTrue();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(batch))))
        .isEqualTo("rw-------");
  }

  private static List<Refusal> refusals() {
    return List.of(new Refusal(0, "no"), new Refusal(1, "no"), new Refusal(2, "no"));
  }

  private Path file(StoredBatch batch) {
    return folder.resolve(batch.id() + ".ndjson");
  }

  private static StoredBatch batch(long number, Compression compression) {
    return new BatchEncoder(compression).encode(SampleBatches.logs(number, "a", "b", "c"), number);
  }
}

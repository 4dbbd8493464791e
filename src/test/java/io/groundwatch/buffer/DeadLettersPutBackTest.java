package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.codec.BatchEncoder;
import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.SampleBatches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters looked at, put back and removed. */
class DeadLettersPutBackTest {
  private final List<Batch.Encoded> stored = new ArrayList<>();
  private Path folder;
  private DeadLetterFolder dead;

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    folder = temporary.resolve("dead");
    dead = DeadLetterFolder.open(folder, 1 << 20);
  }

  @Test
  void givesTheRecordsAsTheyWereSent() throws IOException {
    StoredBatch batch = keep(1, new Refusal(0, "no"), new Refusal(2, "never"));

    assertThat(putBack(batch)).isTrue();

    assertThat(stored).hasSize(1);
    Batch.Encoded again = stored.get(0);
    assertThat(again.kind()).isEqualTo(SignalKind.LOGS);
    assertThat(again.records()).isEqualTo(2);
    assertThat(again.createdNanos()).isEqualTo(99);
    List<String> sent = text(batch.payload()).lines().toList();
    assertThat(text(again.ndjson())).isEqualTo(sent.get(0) + "\n" + sent.get(2) + "\n");
    assertThat(again.id()).isNotEqualTo(batch.id());
    assertThat(again.id().isPutBack()).isTrue();
    assertThat(file(batch)).as("until it is removed").exists();
  }

  @Test
  void theSameRecordsMakeTheSameBatchAndOthersAnother() throws IOException {
    StoredBatch first = keep(1, new Refusal(0, "no"));
    StoredBatch second = keep(2, new Refusal(0, "no"));
    putBack(first);
    putBack(first);
    putBack(second);
    assertThat(dead.keep(first, List.of(new Refusal(1, "no")))).isTrue();
    putBack(first);

    assertThat(stored.get(1).id()).isEqualTo(stored.get(0).id());
    assertThat(stored.get(1).ndjson()).isEqualTo(stored.get(0).ndjson());
    assertThat(stored.subList(1, 4)).extracting(Batch.Encoded::id).doesNotHaveDuplicates();
  }

  @Test
  void muchIsGivenInParts() throws IOException {
    String message = "x".repeat(400_000);
    StoredBatch batch =
        new BatchEncoder(Compression.GZIP)
            .encode(SampleBatches.logs(1, message, message, message, message), 1);
    dead = DeadLetterFolder.open(folder, 10 << 20);
    dead.keep(
        batch,
        List.of(
            new Refusal(0, "no"),
            new Refusal(1, "no"),
            new Refusal(2, "no"),
            new Refusal(3, "no")));
    assertThat(putBack(batch)).isTrue();
    assertThat(stored).extracting(Batch.Encoded::records).containsExactly(3, 1);
    assertThat(stored).extracting(Batch.Encoded::id).doesNotHaveDuplicates();
  }

  @Test
  void nothingIsGivenAfterAPartThatWasRefused() throws IOException {
    StoredBatch batch = keep(1, new Refusal(0, "no"));
    assertThat(dead.putBack(batch.id().toString(), 99, refused -> false)).isFalse();
    assertThat(file(batch)).exists();
  }

  @Test
  void aFileWithAStrangeLineIsRefusedWholeAndSaysWhere() throws IOException {
    StoredBatch batch = keep(1, new Refusal(0, "no"));
    Files.writeString(file(batch), "strange\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> putBack(batch))
        .isInstanceOf(DamagedBatchException.class)
        .hasMessageContaining(batch.id() + ".ndjson: line 2 is no dead letter");
    assertThat(stored).isEmpty();

    Files.writeString(
        file(batch),
        "{\"index\":1,\"record\":{\"type\":\"log\"}}\n{\"index\":2,\"record\":"
            + "{\"type\":\"metric\"}}\n");
    assertThatThrownBy(() -> putBack(batch)).hasMessageContaining("logs and metrics in one file");
    assertThat(stored).isEmpty();
  }

  @Test
  void aLineWithoutEndIsRefusedAndTakesNoMemory() throws IOException {
    StoredBatch batch = keep(1, new Refusal(0, "no"));
    Files.write(file(batch), new byte[5 << 20], StandardOpenOption.APPEND);
    assertThatThrownBy(() -> putBack(batch))
        .hasMessageContaining("line 2")
        .hasMessageContaining("longer than");
  }

  @Test
  void whatIsRemovedIsGoneAndMakesRoom() throws IOException {
    StoredBatch batch = keep(1, new Refusal(0, "no"), new Refusal(1, "no"));
    assertThat(dead.remove(batch.id().toString())).isEqualTo(2);
    assertThat(file(batch)).doesNotExist();
    assertThat(dead.bytes()).isZero();
    assertThat(dead.remove(batch.id().toString())).isZero();
  }

  @Test
  void namesThemOldestFirst() throws IOException {
    assertThat(dead.names()).isEmpty();
    StoredBatch newest = keep(1, new Refusal(0, "no"));
    StoredBatch oldest = keep(2, new Refusal(0, "no"));
    Files.setLastModifiedTime(file(oldest), FileTime.fromMillis(1000));
    Files.writeString(folder.resolve("x.ndjson.tmp"), "half");
    assertThat(dead.names()).containsExactly(oldest.id().toString(), newest.id().toString());
    Files.delete(folder.resolve("x.ndjson.tmp"));
    Files.delete(file(newest));
    Files.delete(file(oldest));
    Files.delete(folder);
    assertThat(dead.names()).as("somebody took the folder away").isEmpty();
  }

  @Test
  void aLookSaysHowManyAndWhy() throws IOException {
    StoredBatch batch =
        keep(1, new Refusal(0, "old"), new Refusal(1, "odd"), new Refusal(2, "old"));
    keep(2, new Refusal(0, "odd"));
    Files.writeString(file(batch), "strange\n", StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file(batch), FileTime.fromMillis(1000));

    assertThat(DeadLetterView.count(folder))
        .isEqualTo(new DeadLetterView.Count(2, 5, dead.bytes() + "strange\n".length()));
    DeadLetterView view = DeadLetterView.of(DeadLetterView.files(folder).get(0)).orElseThrow();
    assertThat(view.batch()).isEqualTo(batch.id().toString());
    assertThat(view.records()).isEqualTo(3);
    assertThat(view.reasons()).containsExactly(Map.entry("old", 2L), Map.entry("odd", 1L));
    assertThat(view.strange()).containsExactly("line 4: not JSON, at column 1");
    assertThat(view.modifiedNanos()).isEqualTo(1_000_000_000L);
  }

  @Test
  void aLookWhereThereIsNothingSeesNothing() throws IOException {
    assertThat(DeadLetterView.count(folder.resolve("none")))
        .isEqualTo(new DeadLetterView.Count(0, 0, 0));
    assertThat(DeadLetterView.of(folder.resolve("none.ndjson"))).isEmpty();
  }

  private StoredBatch keep(long number, Refusal... refusals) throws IOException {
    StoredBatch batch =
        new BatchEncoder(Compression.NONE)
            .encode(SampleBatches.logs(number, "a" + number, "b", "c"), number);
    assertThat(dead.keep(batch, List.of(refusals))).isTrue();
    return batch;
  }

  private boolean putBack(StoredBatch batch) throws IOException {
    return dead.putBack(batch.id().toString(), 99, given -> stored.add((Batch.Encoded) given));
  }

  private Path file(StoredBatch batch) {
    return folder.resolve(batch.id() + ".ndjson");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

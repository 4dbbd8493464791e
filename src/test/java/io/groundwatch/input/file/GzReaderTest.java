package io.groundwatch.input.file;

import static io.groundwatch.input.file.GzipFiles.joined;
import static io.groundwatch.input.file.GzipFiles.member;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.input.file.GzReader.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzReaderTest {
  @TempDir Path folder;

  @Test
  void readsMemberAfterMember() throws IOException {
    try (Reading reading = reading(joined(member("one\n"), member(""), member("two\n")))) {
      assertThat(reading.rest()).isEqualTo("one\ntwo\n");
      assertThat(reading.reader.end()).isEqualTo(End.FOOTER);
      assertThat(reading.reader.damage()).isNull();
    }
  }

  @Test
  void passesOverTheHeadersFields() throws Exception {
    Path named = folder.resolve("a name, kept in the header");
    Files.writeString(named, "one\n");
    byte[] plain = Files.readAllBytes(GzipFiles.gzip(named));
    assertThat(plain[3]).as("flags: a name").isEqualTo((byte) 8);
    byte[] all =
        joined(
            new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3},
            new byte[] {3, 0, 'x', 'y', 'z'},
            "name\0comment\0".getBytes(UTF_8),
            new byte[] {7, 7},
            Arrays.copyOfRange(member("two\n"), 10, member("two\n").length));
    try (Reading reading = reading(joined(plain, all))) {
      assertThat(reading.rest()).isEqualTo("one\ntwo\n");
      assertThat(reading.reader.damage()).isNull();
    }
  }

  @Test
  void aFileThatEndsAnywhereIsReadAsFarAsItGoesAndOnOnceItHasGrown() throws IOException {
    String text = noise(40_000);
    byte[] whole = joined(member(text.substring(0, 30_000)), member(text.substring(30_000)));
    for (int cut = 0; cut < whole.length; cut += cut < 60 || cut > whole.length - 60 ? 1 : 97) {
      Path file = folder.resolve("cut" + cut);
      Files.write(file, Arrays.copyOf(whole, cut));
      try (Reading reading = new Reading(file)) {
        String first = reading.rest();
        assertThat(reading.reader.end()).as("cut at %d", cut).isIn(End.CUT, End.FOOTER);
        assertThat(text).startsWith(first);
        Files.write(file, Arrays.copyOfRange(whole, cut, whole.length), StandardOpenOption.APPEND);
        assertThat(first + reading.rest()).as("cut at %d", cut).isEqualTo(text);
        assertThat(reading.reader.end()).isEqualTo(End.FOOTER);
        assertThat(reading.reader.damage()).isNull();
      }
    }
  }

  @Test
  void onlyAFooterEndsAFile() throws IOException {
    byte[] whole = member("one\n");
    for (int cut = 0; cut < whole.length; cut++) {
      try (Reading reading = reading(Arrays.copyOf(whole, cut))) {
        reading.rest();
        assertThat(reading.reader.end()).as("cut at %d", cut).isEqualTo(End.CUT);
      }
    }
  }

  @Test
  void aWrongCrcIsSaidAndWhatFollowsIsRead() throws IOException {
    byte[] wrong = member("one\n");
    wrong[wrong.length - 8] ^= 1;
    try (Reading reading = reading(joined(wrong, member("two\n")))) {
      assertThat(reading.rest()).isEqualTo("one\ntwo\n");
      assertThat(reading.reader.damage()).isEqualTo("its CRC is wrong");
      assertThat(reading.reader.end()).isEqualTo(End.FOOTER);
    }
  }

  @Test
  void whatCannotBeDecompressedEndsIt() throws IOException {
    String text = noise(200_000);
    // A block of a type that does not exist follows.
    byte[] bytes = joined(GzipFiles.unfinished(text), new byte[] {7, 1, 2, 3});
    try (Reading reading = reading(bytes)) {
      assertThat(reading.rest()).as("what comes before the damage").isEqualTo(text);
      assertThat(reading.reader.end()).isEqualTo(End.DAMAGE);
      assertThat(reading.reader.damage()).isEqualTo("invalid block type");
    }
  }

  @Test
  void zerosBehindAMemberAreNothingAndOtherBytesAreDamage() throws IOException {
    try (Reading reading = reading(joined(member("one\n"), new byte[100_000]))) {
      assertThat(reading.rest()).isEqualTo("one\n");
      assertThat(reading.reader.end()).isEqualTo(End.FOOTER);
      assertThat(reading.reader.damage()).isNull();
    }
    try (Reading reading = reading(joined(member("one\n"), "not gzip".getBytes(UTF_8)))) {
      assertThat(reading.rest()).isEqualTo("one\n");
      assertThat(reading.reader.end()).isEqualTo(End.DAMAGE);
      assertThat(reading.reader.damage()).isEqualTo("what follows is not gzip");
    }
  }

  @Test
  void whatIsNoGzipIsSaidToBeNone() throws IOException {
    try (Reading reading = reading("plain text\n".getBytes(UTF_8))) {
      assertThat(reading.rest()).isEmpty();
      assertThat(reading.reader.end()).isEqualTo(End.DAMAGE);
      assertThat(reading.reader.damage()).isEqualTo("it is not gzip");
    }
  }

  private static String noise(int length) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    while (text.length() < length) {
      text.append(random.nextLong()).append('\n');
    }
    text.setLength(length);
    return text.toString();
  }

  private Reading reading(byte[] bytes) throws IOException {
    return new Reading(Files.write(folder.resolve("file.gz"), bytes));
  }

  /** A reader and the file that it reads. */
  private static final class Reading implements AutoCloseable {
    private final FileChannel file;
    private final GzReader reader;

    private Reading(Path path) throws IOException {
      this.file = FileChannel.open(path);
      this.reader = new GzReader(Bytes.of(file));
    }

    private String rest() throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] some = new byte[1000];
      for (int n = reader.read(some, 0, 1000); n > 0; n = reader.read(some, 0, 1000)) {
        all.write(some, 0, n);
      }
      return all.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
      reader.close();
      file.close();
    }
  }
}

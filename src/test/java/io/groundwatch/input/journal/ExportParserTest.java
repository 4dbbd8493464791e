package io.groundwatch.input.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.input.journal.ExportParser.Progress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExportParserTest {
  private final ExportParser parser = new ExportParser();

  private static byte[] message(ExportParser parser) {
    byte[] bytes = new byte[parser.length(JournalField.MESSAGE)];
    System.arraycopy(parser.bytes(), parser.start(JournalField.MESSAGE), bytes, 0, bytes.length);
    return bytes;
  }

  private Progress parse(ExportText text) {
    return parser.parse(ByteBuffer.wrap(text.bytes()));
  }

  @Test
  void readsTheFieldsOfAnEntry() {
    assertThat(
            parse(
                new ExportText()
                    .text("__CURSOR", "s=1;i=2")
                    .text("PRIORITY", "4")
                    .text("MESSAGE", "a=b = c")
                    .text("_SYSTEMD_UNIT", "")
                    .end()))
        .isEqualTo(Progress.ENTRY);
    assertThat(parser.text(JournalField.MESSAGE)).isEqualTo("a=b = c");
    assertThat(parser.text(JournalField.CURSOR)).isEqualTo("s=1;i=2");
    assertThat(parser.number(JournalField.PRIORITY)).hasValue(4);
    assertThat(parser.has(JournalField.UNIT)).isTrue();
    assertThat(parser.length(JournalField.UNIT)).isZero();
    assertThat(parser.has(JournalField.PID)).isFalse();
  }

  @Test
  void takesABinaryFieldAsItIs() {
    byte[] lines = "first\nsecond\n\nMESSAGE=third\n".getBytes(UTF_8);
    parse(new ExportText().binary("MESSAGE", lines).text("PRIORITY", "1").end());
    assertThat(message(parser)).isEqualTo(lines);
    assertThat(parser.number(JournalField.PRIORITY)).hasValue(1);
  }

  @Test
  void takesBytesThatAreNoText() {
    byte[] bytes = {(byte) 0xff, 0, (byte) 0xc3, '\n', (byte) 0x80};
    parse(new ExportText().binary("MESSAGE", bytes).end());
    assertThat(message(parser)).isEqualTo(bytes);
  }

  @Test
  void takesAnEmptyBinaryField() {
    assertThat(parse(new ExportText().binary("MESSAGE", new byte[0]).end()))
        .isEqualTo(Progress.ENTRY);
    assertThat(parser.has(JournalField.MESSAGE)).isTrue();
    assertThat(parser.length(JournalField.MESSAGE)).isZero();
  }

  @Test
  void passesOverOtherFieldsHoweverLong() {
    byte[] dump = new byte[3 << 20];
    parse(
        new ExportText()
            .binary("COREDUMP", dump)
            .text("MESSAGEX", "not it")
            .text("MESSAGE", "it")
            .end());
    assertThat(parser.text(JournalField.MESSAGE)).isEqualTo("it");
    assertThat(parser.bytes()).hasSizeLessThan(dump.length);
  }

  @Test
  void countsTheFirstOfSeveralValues() {
    parse(new ExportText().text("MESSAGE", "first").text("MESSAGE", "second").end());
    assertThat(parser.text(JournalField.MESSAGE)).isEqualTo("first");
  }

  @Test
  void cutsAMessageThatIsFarTooLongAndGoesOnBehindIt() {
    byte[] two = new byte[ExportParser.MAX_MESSAGE_BYTES + 1];
    ExportText text = new ExportText().binary("MESSAGE", two).text("PRIORITY", "2").end();
    ByteBuffer buffer = ByteBuffer.wrap(text.entry(1, "next").bytes());

    assertThat(parser.parse(buffer)).isEqualTo(Progress.ENTRY);
    assertThat(parser.length(JournalField.MESSAGE)).isEqualTo(ExportParser.MAX_MESSAGE_BYTES);
    assertThat(parser.cut()).isTrue();
    assertThat(parser.number(JournalField.PRIORITY)).hasValue(2);
    assertThat(parser.parse(buffer)).isEqualTo(Progress.ENTRY);
    assertThat(parser.cut()).isFalse();
    assertThat(parser.text(JournalField.MESSAGE)).isEqualTo("next");
  }

  @Test
  void cutsALongValue() {
    String unit = "u".repeat(ExportParser.MAX_VALUE_BYTES + 10);
    parse(new ExportText().text("_SYSTEMD_UNIT", unit).text("MESSAGE", "m").end());
    assertThat(parser.length(JournalField.UNIT)).isEqualTo(ExportParser.MAX_VALUE_BYTES);
    assertThat(parser.text(JournalField.MESSAGE)).isEqualTo("m");
  }

  @Test
  void refusesWhatIsNoneOfTheFormat() {
    for (String garbage : List.of("hello\0world\n", "-- No entries --\n", "=x\n", "{\"a\":1}\n")) {
      assertThat(new ExportParser().parse(ByteBuffer.wrap(garbage.getBytes(UTF_8))))
          .as(garbage)
          .isEqualTo(Progress.MALFORMED);
    }
  }

  @Test
  void refusesALengthThatCannotBe() {
    byte[] name = "MESSAGE\n".getBytes(UTF_8);
    byte[] negative = "\377\377\377\377\377\377\377\377".getBytes(ISO_8859_1);
    assertThat(parse(new ExportText().raw(name).raw(negative))).isEqualTo(Progress.MALFORMED);
  }

  @Test
  void refusesABinaryFieldWithoutALineEnd() {
    byte[] field = "MESSAGE\n\1\0\0\0\0\0\0\0ab".getBytes(ISO_8859_1);
    assertThat(parse(new ExportText().raw(field))).isEqualTo(Progress.MALFORMED);
  }

  @Test
  void startsAnewAfterAReset() {
    parse(new ExportText().text("MESSAGE", "half").raw("PRIO".getBytes(UTF_8)));
    parser.reset();
    assertThat(parse(new ExportText().text("__CURSOR", "c=1").end())).isEqualTo(Progress.ENTRY);
    assertThat(parser.has(JournalField.MESSAGE)).isFalse();
  }

  @Test
  void readsTheSameHoweverTheBytesAreCut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<byte[]> messages = new ArrayList<>();
      byte[] bytes = randomEntries(random, messages);
      assertThat(parsedInPieces(random, bytes)).as("seed %d", seed).isEqualTo(shown(messages));
    }
  }

  private static byte[] randomEntries(Random random, List<byte[]> messages) {
    ExportText text = new ExportText();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      text.text("__CURSOR", ExportText.cursor(i));
      byte[] message = new byte[random.nextInt(40)];
      random.nextBytes(message);
      if (random.nextBoolean()) {
        byte[] other = new byte[random.nextInt(20)];
        random.nextBytes(other);
        text.binary(random.nextBoolean() ? "_PID" : "OTHER", other);
      }
      text.binary("MESSAGE", message).end();
      messages.add(message);
    }
    return text.bytes();
  }

  private static List<String> parsedInPieces(Random random, byte[] bytes) {
    ExportParser parser = new ExportParser();
    List<String> found = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(12));
      ByteBuffer piece = ByteBuffer.wrap(bytes, at, length);
      while (piece.hasRemaining()) {
        Progress progress = parser.parse(piece);
        assertThat(progress).isNotEqualTo(Progress.MALFORMED);
        if (progress == Progress.ENTRY) {
          found.add(new String(message(parser), ISO_8859_1));
        }
      }
      at += length;
    }
    return found;
  }

  private static List<String> shown(List<byte[]> messages) {
    return messages.stream().map(message -> new String(message, ISO_8859_1)).toList();
  }
}

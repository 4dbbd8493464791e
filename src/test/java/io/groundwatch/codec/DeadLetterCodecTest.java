package io.groundwatch.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.model.SignalKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeadLetterCodecTest {
  private static final String RECORD =
      "{\"type\":\"log\",\"message\":\"say \\\"hi\\\" \u00e9}\",\"n\":{\"type\":\"metric\"}}";

  @Test
  void readsWhatItWrites() throws DamagedBatchException {
    JsonBytes json = new JsonBytes();
    byte[] record = ("x" + RECORD + "y").getBytes(StandardCharsets.UTF_8);
    DeadLetterCodec.write(json, 17, "too \"old\"", record, 1, record.length - 2);
    DeadLetter letter = DeadLetterCodec.read(json.toByteArray());
    assertThat(letter.index()).isEqualTo(17);
    assertThat(letter.reason()).isEqualTo("too \"old\"");
    assertThat(letter.kind()).isEqualTo(SignalKind.LOGS);
    assertThat(letter.record()).asString(StandardCharsets.UTF_8).isEqualTo(RECORD);
  }

  @Test
  void readsWhatAPersonMended() throws DamagedBatchException {
    DeadLetter letter =
        read(
            "{ \"note\": [1, {}], \"record\" :  {\"type\":\"metric\", \"value\": 1} , \"index\": 0 }");
    assertThat(letter.index()).isZero();
    assertThat(letter.reason()).isEmpty();
    assertThat(letter.kind()).isEqualTo(SignalKind.METRICS);
    assertThat(letter.record()).asString().isEqualTo("{\"type\":\"metric\", \"value\": 1}");
  }

  @Test
  void refusesWhatIsNone() {
    assertRefused("", "not a JSON object");
    assertRefused("[]", "not a JSON object");
    assertRefused("{\"index\":1", "not JSON, at column");
    assertRefused("{\"index\":1,\"record\":{\"type\":\"log\"}}x", "not JSON");
    assertRefused("{\"index\":1,\"record\":{\"type\":\"log\"}}{}", "something follows");
    assertRefused("{\"record\":{\"type\":\"log\"}}", "no \"index\"");
    assertRefused("{\"index\":-4,\"record\":{\"type\":\"log\"}}", "no \"index\"");
    assertRefused("{\"index\":12345678901,\"record\":{\"type\":\"log\"}}", "not JSON");
    assertRefused("{\"index\":1,\"record\":\"text\"}", "no \"record\"");
    assertRefused("{\"index\":1,\"record\":{\"message\":\"\"}}", "no known \"type\"");
    assertRefused("{\"index\":1,\"record\":{\"type\":\"span\"}}", "no known \"type\"");
  }

  private static DeadLetter read(String line) throws DamagedBatchException {
    return DeadLetterCodec.read(line.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String line, String why) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(DamagedBatchException.class)
        .hasMessageContaining(why);
  }
}

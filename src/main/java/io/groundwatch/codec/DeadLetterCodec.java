package io.groundwatch.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.groundwatch.model.SignalKind;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as one line of JSON:
 *
 * <pre>
 * {"index":17,"reason":"the destination's words","record":{"type":"log",…}}
 * </pre>
 *
 * <p>A person may mend the record before it is put back, so a line is checked as what comes from
 * outside. Other members are passed over. Any thread.
 */
public final class DeadLetterCodec {
  /** How every line that we write starts; a number follows. */
  public static final String HEAD = "{\"index\":";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] line;
  private final JsonParser json;
  private int index = -1;
  private @Nullable String reason;
  private @Nullable String type;
  private int recordFrom;
  private int recordTo;

  private DeadLetterCodec(byte[] line, JsonParser json) {
    this.line = line;
    this.json = json;
  }

  /** Writes the line of {@code record}, which is {@code count} bytes of it from {@code offset}. */
  public static void write(
      JsonBytes out, int index, String reason, byte[] record, int offset, int count) {
    out.raw(HEAD).number(index);
    out.raw(",\"reason\":").string(reason);
    out.raw(",\"record\":").raw(record, offset, count).raw("}\n");
  }

  /**
   * Reads a line, with or without its line end.
   *
   * @throws DamagedBatchException where it is no dead letter; the message says why
   */
  public static DeadLetter read(byte[] line) throws DamagedBatchException {
    try (JsonParser json = FACTORY.createParser(line)) {
      return new DeadLetterCodec(line, json).letter();
    } catch (JsonProcessingException e) {
      throw new DamagedBatchException("not JSON, at column " + e.getLocation().getColumnNr());
    } catch (DamagedBatchException e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedBatchException("cannot be read: " + e.getMessage());
    }
  }

  private DeadLetter letter() throws IOException {
    check(json.nextToken() == JsonToken.START_OBJECT, "not a JSON object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
        index = Math.max(-1, json.getIntValue());
      } else if (name.equals("reason") && value == JsonToken.VALUE_STRING) {
        reason = json.getText();
      } else if (name.equals("record") && value == JsonToken.START_OBJECT) {
        record();
      } else {
        json.skipChildren();
      }
    }
    check(json.nextToken() == null, "something follows the object");
    check(index >= 0, "no \"index\"");
    check(recordTo > 0, "no \"record\"");
    return new DeadLetter(
        index,
        reason == null ? "" : reason,
        kind(),
        Arrays.copyOfRange(line, recordFrom, recordTo));
  }

  private void record() throws IOException {
    recordFrom = (int) json.currentTokenLocation().getByteOffset();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("type") && value == JsonToken.VALUE_STRING) {
        type = json.getText();
      } else {
        json.skipChildren();
      }
    }
    recordTo = (int) json.currentTokenLocation().getByteOffset() + 1;
  }

  private SignalKind kind() throws DamagedBatchException {
    check("log".equals(type) || "metric".equals(type), "\"record\" has no known \"type\"");
    return "log".equals(type) ? SignalKind.LOGS : SignalKind.METRICS;
  }

  private static void check(boolean holds, String what) throws DamagedBatchException {
    if (!holds) {
      throw new DamagedBatchException(what);
    }
  }
}

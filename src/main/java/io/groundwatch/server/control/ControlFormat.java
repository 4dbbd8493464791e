package io.groundwatch.server.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.groundwatch.codec.JsonBytes;
import io.groundwatch.server.control.ControlAnswer.Code;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests and answers as lines of JSON; the package says what is in them. Any thread. */
final class ControlFormat {
  /** A request is no longer, its line end included. */
  static final int MAX_REQUEST_BYTES = 8 << 10;

  /** An answer is no longer. */
  static final int MAX_ANSWER_BYTES = 1 << 20;

  private static final long VERSION = 1;
  private static final JsonFactory FACTORY = new JsonFactory();

  /** A request that cannot be carried out, and what to answer. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    private RefusedException(Code code, String why) {
      super(why);
      this.code = code;
    }

    ControlAnswer answer() {
      return new ControlAnswer.Refused(code, String.valueOf(getMessage()));
    }
  }

  private ControlFormat() {}

  static byte[] encode(ControlRequest request) {
    JsonBytes json = start();
    json.raw(",\"command\":").string(request.command());
    request.arguments().forEach((name, text) -> member(json, name, text));
    return json.raw("}\n").toByteArray();
  }

  static ControlRequest decodeRequest(byte[] line) throws RefusedException {
    Map<String, Object> members = members(line);
    Object version = members.remove("version");
    if (!Long.valueOf(VERSION).equals(version)) {
      throw new RefusedException(
          Code.UNKNOWN_VERSION, "version: " + version + " (expected: " + VERSION + ")");
    }
    if (!(members.remove("command") instanceof String command)) {
      throw new RefusedException(Code.BAD_REQUEST, "no \"command\"");
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    members.forEach((name, value) -> arguments.put(name, value.toString()));
    return new ControlRequest(command, arguments);
  }

  static byte[] encode(ControlAnswer answer) {
    JsonBytes json = start();
    if (answer instanceof ControlAnswer.Done done) {
      json.raw(",\"ok\":true");
      done.values().forEach((name, value) -> member(json, name, value));
    } else if (answer instanceof ControlAnswer.Refused refused) {
      json.raw(",\"ok\":false");
      member(json, "code", refused.code().key());
      member(json, "error", refused.why());
    }
    return json.raw("}\n").toByteArray();
  }

  /**
   * Reads an answer.
   *
   * @throws IOException where it is none
   */
  static ControlAnswer decodeAnswer(byte[] line) throws IOException {
    Map<String, Object> members;
    try {
      members = members(line);
    } catch (RefusedException e) {
      throw new IOException("the agent's answer is not understood: " + e.getMessage(), e);
    }
    members.remove("version");
    Object ok = members.remove("ok");
    if (Boolean.TRUE.equals(ok)) {
      return new ControlAnswer.Done(members);
    }
    String code = String.valueOf(members.get("code"));
    return new ControlAnswer.Refused(
        Arrays.stream(Code.values())
            .filter(c -> c.key().equals(code))
            .findFirst()
            .orElse(Code.FAILED),
        String.valueOf(members.get("error")));
  }

  private static JsonBytes start() {
    return new JsonBytes().raw("{\"version\":").number(VERSION);
  }

  private static void member(JsonBytes json, String name, Object value) {
    json.raw(",").string(name).raw(":");
    if (value instanceof String text) {
      json.string(text);
    } else if (value instanceof Long number) {
      json.number(number.longValue());
    } else if (value instanceof Double number) {
      json.number(number.doubleValue());
    } else {
      json.raw(value.toString());
    }
  }

  private static Map<String, Object> members(byte[] line) throws RefusedException {
    try (JsonParser json = FACTORY.createParser(line)) {
      return members(json);
    } catch (JsonProcessingException e) {
      throw bad("not one JSON object in one line");
    } catch (IOException e) {
      throw bad("cannot be read: " + e.getMessage());
    }
  }

  private static Map<String, Object> members(JsonParser json) throws IOException, RefusedException {
    Map<String, Object> members = new LinkedHashMap<>();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw bad("not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      switch (json.nextToken()) {
        case VALUE_STRING -> members.put(name, json.getText());
        case VALUE_NUMBER_INT -> members.put(name, json.getLongValue());
        case VALUE_NUMBER_FLOAT -> members.put(name, json.getDoubleValue());
        case VALUE_TRUE -> members.put(name, true);
        case VALUE_FALSE -> members.put(name, false);
        case VALUE_NULL -> {}
        default -> throw bad(name + ": nested (expected: text, a number or a boolean)");
      }
    }
    if (json.nextToken() != null) {
      throw bad("something follows the object");
    }
    return members;
  }

  private static RefusedException bad(String why) {
    return new RefusedException(Code.BAD_REQUEST, why);
  }
}

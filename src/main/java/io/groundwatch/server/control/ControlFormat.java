package io.groundwatch.server.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.groundwatch.codec.JsonBytes;
import io.groundwatch.server.control.ControlAnswer.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests and answers as lines of JSON; the package says what is in them. Any thread. */
final class ControlFormat {
  /** A request is no longer, its line end included. */
  static final int MAX_REQUEST_BYTES = 8 << 10;

  /** An answer is no longer. */
  static final int MAX_ANSWER_BYTES = 16 << 20;

  /** Nothing is nested deeper. */
  private static final int MAX_DEPTH = 8;

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
    for (Map.Entry<String, Object> member : members.entrySet()) {
      if (member.getValue() instanceof Map || member.getValue() instanceof List) {
        throw bad(member.getKey() + ": nested (expected: text, a number or a boolean)");
      }
    }
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
    write(json, value);
  }

  private static void write(JsonBytes json, Object value) {
    if (value instanceof Map<?, ?> map) {
      String before = "{";
      for (Map.Entry<?, ?> each : map.entrySet()) {
        write(json.raw(before).string(String.valueOf(each.getKey())).raw(":"), each.getValue());
        before = ",";
      }
      json.raw(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String before = "[";
      for (Object each : list) {
        write(json.raw(before), each);
        before = ",";
      }
      json.raw(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof String text) {
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
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw bad("not a JSON object");
      }
      Map<String, Object> members = members(json, 1);
      if (json.nextToken() != null) {
        throw bad("something follows the object");
      }
      return members;
    } catch (JsonProcessingException e) {
      throw bad("not one JSON object in one line");
    } catch (IOException e) {
      throw bad("cannot be read: " + e.getMessage());
    }
  }

  private static Map<String, Object> members(JsonParser json, int depth)
      throws IOException, RefusedException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        members.put(name, value(json, depth));
      }
    }
    return members;
  }

  private static Object value(JsonParser json, int depth) throws IOException, RefusedException {
    if (depth == MAX_DEPTH) {
      throw bad("nested too deep");
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> members(json, depth + 1);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json, depth + 1));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> json.getText();
    };
  }

  private static RefusedException bad(String why) {
    return new RefusedException(Code.BAD_REQUEST, why);
  }
}

package io.groundwatch.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small JSON document that somebody else wrote, such as a server's answer: asked for what it may
 * hold, it says empty where it holds something else. What is no JSON, or is cut off, reads as far
 * as it goes. Immutable, any thread.
 */
public final class JsonTree {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 32;

  /** Holds nothing. */
  public static final JsonTree EMPTY = new JsonTree("", Map.of(), List.of());

  private final String scalar;
  private final Map<String, JsonTree> members;
  private final List<JsonTree> elements;

  private JsonTree(String scalar, Map<String, JsonTree> members, List<JsonTree> elements) {
    this.scalar = scalar;
    this.members = members;
    this.elements = elements;
  }

  /** A string, a number or a truth value. */
  static JsonTree scalar(String text) {
    return new JsonTree(text, Map.of(), List.of());
  }

  static JsonTree object(Map<String, JsonTree> members) {
    return new JsonTree("", members, List.of());
  }

  static JsonTree array(List<JsonTree> elements) {
    return new JsonTree("", Map.of(), elements);
  }

  /** The document; {@link #EMPTY} where it does not even begin like one. */
  public static JsonTree of(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      return first == null ? EMPTY : read(parser, first, 0);
    } catch (IOException e) {
      return EMPTY; // a proxy's page, or nothing: the caller goes by the status
    }
  }

  /** The member of this name, at the end of this path of names. */
  public JsonTree at(String... path) {
    JsonTree tree = this;
    for (String name : path) {
      tree = tree.members.getOrDefault(name, EMPTY);
    }
    return tree;
  }

  /** A string, a number or a truth value as text; empty where it is none of these. */
  public String text() {
    return scalar;
  }

  /** The text of a member. */
  public String text(String... path) {
    return at(path).scalar;
  }

  /** A whole number. */
  public Optional<Long> number() {
    try {
      return scalar.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(scalar));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The elements of an array. */
  public List<JsonTree> elements() {
    return elements;
  }

  /** The members of an object. */
  public Map<String, JsonTree> members() {
    return members;
  }

  private static JsonTree read(JsonParser parser, JsonToken token, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      parser.skipChildren();
      return EMPTY;
    }
    return switch (token) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      default -> token.isScalarValue() ? new JsonTree(scalar(parser), Map.of(), List.of()) : EMPTY;
    };
  }

  private static String scalar(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
  }

  private static JsonTree object(JsonParser parser, int depth) {
    Map<String, JsonTree> members = new LinkedHashMap<>();
    try {
      JsonToken token = parser.nextToken();
      while (token == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        token = parser.nextToken();
        if (token != null) {
          members.put(name, read(parser, token, depth + 1));
          token = parser.nextToken();
        }
      }
    } catch (IOException e) {
      return new JsonTree("", members, List.of()); // cut off: what came before it counts
    }
    return new JsonTree("", members, List.of());
  }

  private static JsonTree array(JsonParser parser, int depth) {
    List<JsonTree> elements = new ArrayList<>();
    try {
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.END_ARRAY) {
        elements.add(read(parser, token, depth + 1));
        token = parser.nextToken();
      }
    } catch (IOException e) {
      return new JsonTree("", Map.of(), elements); // cut off: what came before it counts
    }
    return new JsonTree("", Map.of(), elements);
  }
}

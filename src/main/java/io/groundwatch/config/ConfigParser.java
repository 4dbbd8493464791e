package io.groundwatch.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.groundwatch.config.ConfigNode.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Text to tree. Reads JSON (RFC 8259) with two liberties for people who edit by hand: comments as
 * in Java and a comma after the last element. A key that stands twice in one object is a fault, as
 * is anything after the document.
 */
final class ConfigParser {
  /** Far deeper than any section, far from the end of the stack. */
  static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private final String file;
  private final JsonParser json;
  private final Faults faults;

  private ConfigParser(String file, JsonParser json, Faults faults) {
    this.file = file;
    this.json = json;
    this.faults = faults;
  }

  /**
   * The tree; empty, with at least one fault, where the text is not JSON.
   *
   * @param file the name that places carry
   */
  static Optional<ConfigNode> parse(String file, String text, Faults faults) {
    try (JsonParser json = FACTORY.createParser(text)) {
      return new ConfigParser(file, json, faults).document();
    } catch (StreamConstraintsException e) {
      faults.error(
          place(file, e), "a number, a name or the nesting is far too long for a configuration");
    } catch (JsonProcessingException e) {
      faults.error(place(file, e), "not JSON: " + withoutContent(e.getOriginalMessage()));
    } catch (IOException e) {
      faults.error(Place.whole(file), "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<ConfigNode> document() throws IOException {
    if (json.nextToken() == null) {
      faults.error(Place.whole(file), "is empty (expected: a JSON object; the smallest is {})");
      return Optional.empty();
    }
    ConfigNode document = value("", 1);
    if (json.nextToken() != null) {
      faults.error(here(""), "something follows the document (expected: one JSON object)");
    }
    return Optional.of(document);
  }

  /** The value that starts at the current token. */
  private ConfigNode value(String pointer, int depth) throws IOException {
    Place place = here(pointer);
    return switch (json.currentToken()) {
      case START_OBJECT, START_ARRAY -> {
        if (depth > MAX_DEPTH) {
          faults.error(place, "nested too deep (expected: at most " + MAX_DEPTH + " levels)");
          json.skipChildren();
          yield new ConfigNode.NullNode(place);
        }
        yield json.currentToken() == JsonToken.START_OBJECT
            ? object(place, depth)
            : array(place, depth);
      }
      case VALUE_STRING -> new ConfigNode.StringNode(place, json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new ConfigNode.NumberNode(place, json.getText());
      case VALUE_TRUE -> new ConfigNode.BooleanNode(place, true);
      case VALUE_FALSE -> new ConfigNode.BooleanNode(place, false);
      default -> new ConfigNode.NullNode(place);
    };
  }

  private ConfigNode object(Place place, int depth) throws IOException {
    Map<String, Member> members = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      String pointer = Place.below(place.pointer(), name);
      Place namePlace = here(pointer);
      json.nextToken();
      Member first = members.putIfAbsent(name, new Member(namePlace, value(pointer, depth + 1)));
      if (first != null) {
        Place earlier = first.namePlace();
        faults.error(
            namePlace,
            "duplicate key (it stands already at %d:%d)"
                .formatted(earlier.line(), earlier.column()));
      }
    }
    return new ConfigNode.ObjectNode(place, members);
  }

  private ConfigNode array(Place place, int depth) throws IOException {
    List<ConfigNode> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String pointer = Place.below(place.pointer(), Integer.toString(elements.size()));
      elements.add(value(pointer, depth + 1));
    }
    return new ConfigNode.ArrayNode(place, elements);
  }

  private Place here(String pointer) {
    JsonLocation location = json.currentTokenLocation();
    return new Place(file, location.getLineNr(), location.getColumnNr(), pointer);
  }

  private static Place place(String file, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? Place.whole(file)
        : new Place(
            file, Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()), "");
  }

  /** A token that lacks its quotation marks may be a secret; a source is always this file. */
  private static String withoutContent(String message) {
    return message
        .replaceFirst("(?s)Unrecognized token '.*?': ", "a text without quotation marks; ")
        .replaceAll("\\[Source: [^\\]]*; line: (\\d+), column: (\\d+)\\]", "$1:$2");
  }
}

package io.groundwatch.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.groundwatch.codec.ProtoSchema.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Turns the JSON form of a protobuf message (protobuf.dev, "ProtoJSON Format") into its binary
 * form, so that one reader is enough for both. Fields that are not known are passed over, as are
 * those that are null. Any thread.
 */
public final class JsonToProto {
  private static final int MAX_DEPTH = 64;

  private static final JsonFactory JSON = new JsonFactory();

  private final ProtoSchema root;

  /** Of messages of this kind. */
  public JsonToProto(ProtoSchema root) {
    this.root = root;
  }

  /**
   * The message in binary form.
   *
   * @throws DamagedMessageException where it is none; its text says where
   */
  public byte[] convert(byte[] bytes, int offset, int length) throws DamagedMessageException {
    ProtoWriter out = new ProtoWriter();
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new DamagedMessageException("no JSON object");
      }
      object(json, root, out, 0);
      if (json.nextToken() != null) {
        throw new DamagedMessageException("something follows the JSON object");
      }
    } catch (DamagedMessageException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw damaged(cause(e));
    } catch (IOException e) {
      throw damaged(e);
    }
    return out.toByteArray();
  }

  private static IOException cause(UncheckedIOException e) {
    return e.getCause() == null ? new IOException(e) : e.getCause();
  }

  private static DamagedMessageException damaged(IOException e) {
    return e instanceof DamagedMessageException known
        ? known
        : new DamagedMessageException("no JSON: " + words(e), e);
  }

  /** What Jackson says, without the part of the document that it shows. */
  private static String words(IOException e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }

  private static void object(JsonParser json, ProtoSchema schema, ProtoWriter out, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new DamagedMessageException("nested deeper than " + MAX_DEPTH);
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      Optional<Field> field = schema.field(name);
      JsonToken token = json.nextToken();
      if (field.isEmpty()) {
        json.skipChildren();
      } else if (token == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          value(json, name, field.get(), out, depth);
        }
      } else {
        value(json, name, field.get(), out, depth);
      }
    }
  }

  private static void value(JsonParser json, String name, Field field, ProtoWriter out, int depth)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (field.message().isPresent()) {
      if (token != JsonToken.START_OBJECT) {
        throw wrong(name, "an object");
      }
      ProtoSchema schema = field.message().get();
      out.message(field.number(), () -> within(json, schema, out, depth + 1));
      return;
    }
    if (!token.isScalarValue()) {
      throw wrong(name, "a single value");
    }
    try {
      scalar(json, field, out);
    } catch (IllegalArgumentException e) {
      throw wrong(name, e instanceof NumberFormatException ? "a number" : "bytes as text");
    }
  }

  private static void within(JsonParser json, ProtoSchema schema, ProtoWriter out, int depth) {
    try {
      object(json, schema, out, depth);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void scalar(JsonParser json, Field field, ProtoWriter out) throws IOException {
    String text = json.getText();
    switch (field.kind()) {
      case STRING -> out.string(field.number(), text);
      case BASE64 -> out.bytes(field.number(), Base64.getDecoder().decode(text));
      case HEX -> out.bytes(field.number(), HexFormat.of().parseHex(text));
      case VARINT -> out.varint(field.number(), whole(text));
      case ZIGZAG -> {
        long number = whole(text);
        out.varint(field.number(), (number << 1) ^ (number >> (Long.SIZE - 1)));
      }
      case FIXED32 -> out.fixed32(field.number(), (int) whole(text));
      case FIXED64 -> out.fixed64(field.number(), whole(text));
      case DOUBLE -> out.number(field.number(), Double.parseDouble(text));
      case MESSAGE -> throw new IllegalStateException("a message is no scalar");
    }
  }

  /** A whole number, also without a sign and of 64 bits; a truth value is 1 or 0. */
  private static long whole(String text) {
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    };
  }

  private static DamagedMessageException wrong(String name, String expected) {
    return new DamagedMessageException("\"" + name + "\" is not " + expected);
  }
}

package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what clients of AWS send, as one kind of tree whatever they speak: JSON, CBOR (Smithy RPC
 * v2), or the query protocol, {@code MetricData.member.1.MetricName=…}. Numbers are kept as they
 * are written. Unlike {@link JsonTree#of}, it takes nothing that is damaged. Any thread.
 */
public final class AwsBody {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 32;

  /** Ten thousand log events, a thousand metrics with dimensions: no request has more. */
  private static final int MAX_OBJECTS = 20_000;

  private static final int MAX_SCALARS = 200_000;

  /** Of a form, each of which makes several objects. */
  private static final int MAX_PARAMETERS = 50_000;

  private static final String MEMBER = "member";

  private final JsonParser parser;
  private int objects;
  private int scalars;

  private AwsBody(JsonParser parser) {
    this.parser = parser;
  }

  /** The tree of a JSON object. */
  public static JsonTree json(byte[] body) throws DamagedMessageException {
    return tree(JSON, body, "JSON");
  }

  /** The tree of a CBOR map. */
  public static JsonTree cbor(byte[] body) throws DamagedMessageException {
    return tree(new CBORFactory(), body, "CBOR");
  }

  private static JsonTree tree(JsonFactory factory, byte[] body, String format)
      throws DamagedMessageException {
    try (JsonParser parser = factory.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new DamagedMessageException("no " + format + " object");
      }
      return new AwsBody(parser).value(0);
    } catch (DamagedMessageException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new DamagedMessageException("no " + format + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DamagedMessageException("no " + format + ": " + e.getMessage(), e);
    }
  }

  private JsonTree value(int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (depth > MAX_DEPTH) {
      throw new DamagedMessageException("nested deeper than " + MAX_DEPTH);
    }
    boolean within = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    if (within ? ++objects > MAX_OBJECTS : ++scalars > MAX_SCALARS) {
      throw new DamagedMessageException("more than any request has in it");
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, JsonTree> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, value(depth + 1));
      }
      return JsonTree.object(members);
    }
    if (token == JsonToken.START_ARRAY) {
      List<JsonTree> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(depth + 1));
      }
      return JsonTree.array(elements);
    }
    if (token == null || !token.isScalarValue()) {
      throw new DamagedMessageException("it is cut off");
    }
    String text = token == JsonToken.VALUE_NULL ? null : parser.getText();
    return text == null ? JsonTree.EMPTY : JsonTree.scalar(text); // bytes have no text
  }

  /** A form while it is put together. */
  private static final class Branch {
    private final Map<String, Branch> branches = new TreeMap<>(AwsBody::inOrder);
    private String text = "";

    private JsonTree tree() {
      if (branches.isEmpty()) {
        return JsonTree.scalar(text);
      }
      Branch members = branches.get(MEMBER);
      if (members != null && branches.size() == 1) {
        return JsonTree.array(members.branches.values().stream().map(Branch::tree).toList());
      }
      Map<String, JsonTree> all = new LinkedHashMap<>();
      branches.forEach((name, branch) -> all.put(name, branch.tree()));
      return JsonTree.object(all);
    }
  }

  /** Numbers by their size, names as they are. */
  private static int inOrder(String one, String other) {
    int byLength = Integer.compare(one.length(), other.length());
    boolean numbers = isNumber(one) && isNumber(other);
    return numbers && byLength != 0 ? byLength : one.compareTo(other);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The tree of a form. */
  public static JsonTree query(byte[] body) throws DamagedMessageException {
    Branch root = new Branch();
    String[] pairs = new String(body, UTF_8).split("&", MAX_PARAMETERS + 1);
    if (pairs.length > MAX_PARAMETERS) {
      throw new DamagedMessageException("more than " + MAX_PARAMETERS + " parameters");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        put(root, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return root.branches.isEmpty() ? JsonTree.EMPTY : root.tree();
  }

  private static void put(Branch root, String path, String text) throws DamagedMessageException {
    String[] names = path.split("\\.", MAX_DEPTH + 1);
    if (names.length > MAX_DEPTH) {
      throw new DamagedMessageException("nested deeper than " + MAX_DEPTH);
    }
    Branch at = root;
    for (String name : names) {
      at = at.branches.computeIfAbsent(name, n -> new Branch());
    }
    at.text = text;
  }

  private static String decoded(String text) throws DamagedMessageException {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new DamagedMessageException("no form: " + e.getMessage(), e);
    }
  }
}

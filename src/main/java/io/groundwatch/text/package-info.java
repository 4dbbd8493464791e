/**
 * How text is cut, decoded, timed and matched: bytes to events, strftime formats, patterns and
 * encodings. Knows bytes, and neither files nor lanes; the configuration checks with it what inputs
 * read with it.
 */
@NullMarked
package io.groundwatch.text;

import org.jspecify.annotations.NullMarked;

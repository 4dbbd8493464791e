/** The plain HTTP output: NDJSON by POST. */
@NullMarked
package io.groundwatch.output.http;

import org.jspecify.annotations.NullMarked;

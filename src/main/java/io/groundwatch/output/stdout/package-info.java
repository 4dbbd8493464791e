/** The output that writes records to standard output. */
@NullMarked
package io.groundwatch.output.stdout;

import org.jspecify.annotations.NullMarked;

/**
 * Time, threads and closing: what every part needs to run on one owner thread and to be tested
 * without one. Knows no other package.
 */
@NullMarked
package io.groundwatch.runtime;

import org.jspecify.annotations.NullMarked;

// The other implementation of RFC 6962 that ours is compared with: Go's golang.org/x/mod/sumdb/tlog, as Debian packages it.
// Each line on stdin is a question, each line on stdout its answer; hashes are in hex, and lists have commas between them.
//
//	leaf HASH                                          adds a leaf; no answer
//	root SIZE                                          the root
//	inclusion SIZE INDEX                               the proof
//	consistency SIZE LATER                             the proof
//	includes SIZE ROOT INDEX LEAF PROOF                yes or no
//	begins SIZE ROOT LATER LATER-ROOT PROOF            yes or no
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

var stored []tlog.Hash

var reader = tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = stored[index]
	}
	return hashes, nil
})

func hash(text string) (h tlog.Hash) {
	bytes, err := hex.DecodeString(text)
	must(err)
	if len(bytes) != len(h) {
		panic("not a hash: " + text)
	}
	copy(h[:], bytes)
	return h
}

func list(text string) (hashes []tlog.Hash) {
	if text == "-" {
		return nil
	}
	for _, one := range strings.Split(text, ",") {
		hashes = append(hashes, hash(one))
	}
	return hashes
}

func show(hashes []tlog.Hash) string {
	texts := make([]string, len(hashes))
	for i, h := range hashes {
		texts[i] = hex.EncodeToString(h[:])
	}
	if len(texts) == 0 {
		return "-"
	}
	return strings.Join(texts, ",")
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return n
}

func yes(err error) string {
	if err != nil {
		return "no"
	}
	return "yes"
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	leaves := int64(0)
	for in.Scan() {
		q := strings.Fields(in.Text())
		switch q[0] {
		case "leaf":
			hashes, err := tlog.StoredHashesForRecordHash(leaves, hash(q[1]), reader)
			must(err)
			stored = append(stored, hashes...)
			leaves++
		case "root":
			root, err := tlog.TreeHash(number(q[1]), reader)
			must(err)
			fmt.Fprintln(out, show([]tlog.Hash{root}))
		case "inclusion":
			proof, err := tlog.ProveRecord(number(q[1]), number(q[2]), reader)
			must(err)
			fmt.Fprintln(out, show(proof))
		case "consistency":
			proof, err := tlog.ProveTree(number(q[2]), number(q[1]), reader)
			must(err)
			fmt.Fprintln(out, show(proof))
		case "includes":
			fmt.Fprintln(out, yes(tlog.CheckRecord(list(q[5]), number(q[1]), hash(q[2]), number(q[3]), hash(q[4]))))
		case "begins":
			fmt.Fprintln(out, yes(tlog.CheckTree(list(q[5]), number(q[3]), hash(q[4]), number(q[1]), hash(q[2]))))
		default:
			panic("not understood: " + q[0])
		}
	}
	must(in.Err())
}

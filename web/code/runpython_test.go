package code

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/inkgrad/inkgrad/nn/digits"
	"github.com/inkgrad/inkgrad/nn/digits/form"
	"github.com/inkgrad/inkgrad/nn/layer"
	"github.com/inkgrad/inkgrad/nn/session/setting"
	"github.com/inkgrad/inkgrad/nn/tensor"
	"github.com/inkgrad/inkgrad/nn/train"
)

// numpy returns a Python that has NumPy, or ends the test.
func numpy(t *testing.T) string {
	t.Helper()
	why := "there is no python3"
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		python, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		out, err := exec.Command(python, "-c", "import numpy").CombinedOutput()
		if err == nil {
			return python
		}
		why = fmt.Sprintf("%s has no NumPy (Debian's package python3-numpy): %s", python, out)
	}
	if os.Getenv("INKGRAD_PYTHON") == "required" {
		t.Fatal(why)
	}
	t.Skip("the programs in Python are not run: " + why)
	return ""
}

// Every program in Python runs, and learns what package train learns. It draws other random numbers; but from the
// weights that it drew, with the images that it drew, package train takes the same steps.
func TestRunPython(t *testing.T) {
	python := numpy(t)
	learn, test := load(t)
	data := published(t, learn, test)
	for name, s := range short(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := runPython(t, python, data, Python(s))
			loss, accuracy := replay(t, s, r, learn, test)
			if r.accuracy < 0.15 { // by chance it is 0.1, with a standard deviation of 0.009
				t.Errorf("it reaches %v of the test images", r.accuracy)
			}
			// NumPy has float64, the trainer float32, whose 24 bits leave an error of 6e-8 in each number: the losses
			// were apart by 1e-6 at the most, and the accuracies were the same. One image may lie on a border.
			lossError, accuracyError := 1e-5, 1.5/float64(test.Len())
			if r.random {
				// Dropout draws masks that package train does not see. Of 1,000 images an accuracy of 0.8 is measured
				// with a standard deviation of 0.013, and two of them differ by 0.018. This is four times as much.
				lossError, accuracyError = math.Inf(1), 0.072
			}
			last := r.losses[len(r.losses)-1]
			if math.Abs(last-loss) > lossError || math.Abs(r.accuracy-accuracy) > accuracyError {
				t.Errorf("it comes to a loss of %v and %v of the test images, package train to %v and %v",
					last, r.accuracy, loss, accuracy)
			}
		})
	}
}

// published returns a folder with the images in the files that MNIST was published as, where the programs find them and
// fetch nothing.
func published(t *testing.T, learn, test *digits.Set) string {
	t.Helper()
	folder := t.TempDir()
	for name, set := range map[string]*digits.Set{"train": learn, "t10k": test} {
		n := uint32(set.Len())
		for file, content := range map[string][]byte{
			"-images-idx3-ubyte.gz": idx(set.Pixels, 0x803, n, form.Side, form.Side),
			"-labels-idx1-ubyte.gz": idx(set.Labels, 0x801, n),
		} {
			var packed bytes.Buffer
			w := gzip.NewWriter(&packed)
			if _, err := w.Write(content); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(folder, name+file), packed.Bytes())
		}
	}
	return folder
}

// idx is a file of the format IDX: its header, then the bytes.
func idx(content []byte, header ...uint32) []byte {
	var file []byte
	for _, n := range header {
		file = binary.BigEndian.AppendUint32(file, n)
	}
	return append(file, content...)
}

// recording is what a program drew and learned; see testdata/record.py.
type recording struct {
	initial, batches, losses []float64

	random   bool
	accuracy float64
}

// runPython runs a program in a folder that has nothing but the images.
func runPython(t *testing.T, python, data, source string) recording {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	record, err := filepath.Abs("testdata/record.py")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "train.py")
	write(t, program, []byte(source))
	cmd := exec.Command(python, "-B", record, program, folder)
	cmd.Dir = folder
	// A thread each: the tests are as many as there are processors.
	cmd.Env = append(os.Environ(), "OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v:\n%s\n%s", err, out, source)
	}
	var r recording
	line := accuracyLine.FindSubmatch(out)
	if line == nil {
		t.Fatalf("it does not say how good it has become:\n%s", out)
	}
	if r.accuracy, err = strconv.ParseFloat(string(line[1]), 64); err != nil {
		t.Fatal(err)
	}
	files := map[string]*[]float64{"initial": &r.initial, "batches": &r.batches, "losses": &r.losses}
	for name, into := range files {
		bytes, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		*into = make([]float64, len(bytes)/8)
		for i := range *into {
			(*into)[i] = math.Float64frombits(binary.LittleEndian.Uint64(bytes[8*i:]))
		}
	}
	_, err = os.Stat(filepath.Join(folder, "random"))
	r.random = err == nil
	return r
}

// replay trains as the settings say, from the weights and with the images that r has, and returns the loss of the last
// step but one, which is the last that r has, and the accuracy.
func replay(t *testing.T, s setting.Settings, r recording, learn, test *digits.Set) (loss, accuracy float64) {
	t.Helper()
	net, err := layer.New[float32](s.Spec(), rand.New(rand.NewPCG(1, 0)))
	if err != nil {
		t.Fatal(err)
	}
	rest := r.initial
	for _, p := range net.Params() {
		n := len(p.Value.Data)
		if n > len(rest) {
			t.Fatalf("it has %d weights, the network has %d", len(r.initial), net.Size())
		}
		tensor.Convert(p.Value.Data, rest[:n])
		rest = rest[n:]
	}
	optimizer, err := train.NewOptimizer(s.Optimizer)
	if err != nil {
		t.Fatal(err)
	}
	optimizer.SetHyper(s.Hyper())
	schedule, err := train.NewSchedule(s.Schedule, s.Iterations, s.Hyper())
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := train.New(net, s.BatchSize, optimizer)
	if err != nil {
		t.Fatal(err)
	}
	trainer.WeightDecay = s.WeightDecay
	if len(rest) != 0 || len(r.batches) != s.Iterations*s.BatchSize || len(r.losses) != s.Iterations-1 {
		t.Fatalf("it has %d weights more than the network, drew %d images, and took %d steps",
			len(rest), len(r.batches), len(r.losses)+1)
	}
	for step := range s.Iterations {
		var batch digits.Set
		for _, i := range r.batches[step*s.BatchSize : (step+1)*s.BatchSize] {
			batch.Append(learn.Slice(int(i), int(i)+1))
		}
		optimizer.SetLearningRate(s.LearningRate * schedule.At(step))
		trainer.Take(&batch)
		if l := float64(trainer.Update()); step < s.Iterations-1 {
			loss = l
		}
	}
	predictor, err := train.NewPredictor(net, 100)
	if err != nil {
		t.Fatal(err)
	}
	return loss, predictor.Accuracy(test)
}

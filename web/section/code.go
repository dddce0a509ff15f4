package section

// The programs in Python are in the chapter's form, with NumPy as np, and use each other's names. A test of package
// code runs them.
const (
	numericalGradient = `def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        before = x[i]
        x[i] = before + h
        above = f(x)
        x[i] = before - h
        below = f(x)
        grad[i] = (above - below) / (2 * h)
        x[i] = before
    return grad`

	twoLayerNet = `class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {
            'W1': weight_init_std * np.random.randn(input_size, hidden_size),
            'b1': np.zeros(hidden_size),
            'W2': weight_init_std * np.random.randn(hidden_size, output_size),
            'b2': np.zeros(output_size),
        }
        self.layers = OrderedDict()
        self.layers['Affine1'] = Affine(self.params['W1'], self.params['b1'])
        self.layers['Relu1'] = Relu()
        self.layers['Affine2'] = Affine(self.params['W2'], self.params['b2'])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last_layer.forward(self.predict(x), t)

    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(axis=1) == t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        for layer in reversed(list(self.layers.values())):
            dout = layer.backward(dout)
        first, second = self.layers['Affine1'], self.layers['Affine2']
        return {'W1': first.dW, 'b1': first.db, 'W2': second.dW, 'b2': second.db}`

	gradientCheck = `x_batch, t_batch = x_train[:3], t_train[:3]
grad_backprop = network.gradient(x_batch, t_batch)
for key, param in network.params.items():
    grad_numerical = numerical_gradient(lambda _: network.loss(x_batch, t_batch), param)
    diff = np.mean(np.abs(grad_backprop[key] - grad_numerical))
    print(key + ": " + str(diff))`

	training = `for i in range(10000):
    batch_mask = np.random.choice(60000, 100)
    x_batch, t_batch = x_train[batch_mask], t_train[batch_mask]

    grad = network.gradient(x_batch, t_batch)

    for key in ('W1', 'b1', 'W2', 'b2'):
        network.params[key] -= 0.1 * grad[key]

    train_loss_list.append(network.loss(x_batch, t_batch))

    if i % 600 == 0:
        print(network.accuracy(x_train, t_train), network.accuracy(x_test, t_test))`
)

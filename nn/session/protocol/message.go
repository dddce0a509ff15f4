package protocol

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// Message is a Command or Event in the form that postMessage sends: the name of its type, the ID and the fields, as
// codec writes them.
type Message []byte

// Command is a message from the page to the engine.
type Command interface{ command() }

// Event is a message from the engine to the page.
type Event interface{ event() }

// Paced is an Event about work that goes on. The page says when it shows one, and only then is there another.
type Paced interface {
	Event
	paced()
}

// traveller is a pointer to a Command or an Event: fields visits each field, and checks what is read.
type traveller interface{ fields(*codec) }

// kinds holds all types of messages by name. They are registered where they are declared.
var kinds = map[string]reflect.Type{}

// register makes a type known, given a pointer, and returns its name. A function of each type would take 2 kB in both
// programs.
func register(message traveller) string {
	t := reflect.TypeOf(message).Elem()
	kinds[t.Name()] = t
	return t.Name()
}

// Kind returns the name of a Command's or an Event's type: "Train".
func Kind(message any) string { return reflect.TypeOf(message).Name() }

// Commands returns a zero value of each Command, in the order of their names.
func Commands() []Command { return zeros[Command]() }

// Events returns a zero value of each Event, in the order of their names.
func Events() []Event { return zeros[Event]() }

func zeros[T any]() (all []T) {
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		if m, ok := reflect.Zero(kinds[name]).Interface().(T); ok {
			all = append(all, m)
		}
	}
	return all
}

// EncodeCommand writes a Command.
func EncodeCommand(id int, c Command) Message { return encode(id, c) }

// EncodeEvent writes an Event.
func EncodeEvent(id int, e Event) Message { return encode(id, e) }

// DecodeCommand reads what EncodeCommand wrote, and returns an error for anything else.
func DecodeCommand(m Message) (id int, c Command, err error) { return decode[Command](m) }

// DecodeEvent reads what EncodeEvent wrote, and returns an error for anything else.
func DecodeEvent(m Message) (id int, e Event, err error) { return decode[Event](m) }

func encode(id int, message any) Message {
	name := Kind(message)
	c := &codec{writing: true}
	c.text(&name)
	c.int(&id)
	p := reflect.New(kinds[name])
	p.Elem().Set(reflect.ValueOf(message))
	p.Interface().(traveller).fields(c)
	return c.data
}

func decode[T any](m Message) (id int, message T, err error) {
	c := &codec{data: m}
	var name string
	c.text(&name)
	c.int(&id)
	if c.err != nil {
		return 0, message, fmt.Errorf("protocol: %w", c.err)
	}
	t, ok := kinds[name]
	if ok {
		_, ok = reflect.Zero(t).Interface().(T)
	}
	if !ok {
		return id, message, fmt.Errorf("protocol: there is no %q", name)
	}
	p := reflect.New(t)
	p.Interface().(traveller).fields(c)
	if len(c.data) > 0 {
		c.fail("%d bytes too many", len(c.data))
	}
	if c.err != nil {
		return id, message, fmt.Errorf("protocol: %s: %w", name, c.err)
	}
	return id, p.Elem().Interface().(T), nil
}

//! One file a screen: its model, what its keys do, and how it is drawn, in that order.

pub mod form;
pub mod gateways;
pub mod home;
pub mod result;
pub mod review;
pub mod sending;
